-- The bounds of each partition of ledger.event in microseconds since 1970; NULL if a side has none.
SELECT
  b.oid::bigint AS partition,
  b.oid::regclass::text AS name,
  (extract(epoch FROM substring(b.bounds FROM $re$FROM \('([^']+)'\)$re$)::timestamptz) * 1000000)::bigint AS lower_bound,
  (extract(epoch FROM substring(b.bounds FROM $re$TO \('([^']+)'\)$re$)::timestamptz) * 1000000)::bigint AS upper_bound
FROM (SELECT c.oid, pg_get_expr(c.relpartbound, c.oid) AS bounds
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = to_regclass('ledger.event')) b
