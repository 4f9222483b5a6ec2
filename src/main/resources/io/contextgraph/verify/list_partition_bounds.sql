-- The bounds of each partition of ledger.event as a condition.
SELECT c.oid::regclass::text AS partition, pg_get_partition_constraintdef(c.oid) AS bounds
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = to_regclass('ledger.event') AND c.relkind = 'r' AND NOT i.inhdetachpending
ORDER BY c.relname
