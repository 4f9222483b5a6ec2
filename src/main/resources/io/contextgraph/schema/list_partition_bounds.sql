-- The partitions of ledger.event, their bounds as a condition, and whether the CHECK within_bounds is
-- there and validated.
SELECT
  c.oid::regclass::text AS partition,
  pg_get_partition_constraintdef(c.oid) AS bounds,
  k.oid IS NOT NULL AS added,
  coalesce(k.convalidated, false) AS validated
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.conname = 'within_bounds'
WHERE i.inhparent = to_regclass('ledger.event')
ORDER BY c.relname
