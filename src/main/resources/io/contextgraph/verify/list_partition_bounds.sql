-- The bounds of each partition of ledger.event in microseconds since 1970; NULL if a side has none, or an
-- infinite one. A partition of a month has two finite bounds; read_partitions.sql names a default one.
SELECT
  t.oid::bigint AS partition,
  t.oid::regclass::text AS name,
  CASE WHEN isfinite(t.lower_time) THEN (extract(epoch FROM t.lower_time) * 1000000)::bigint END AS lower_bound,
  CASE WHEN isfinite(t.upper_time) THEN (extract(epoch FROM t.upper_time) * 1000000)::bigint END AS upper_bound,
  coalesce(isfinite(t.lower_time) AND isfinite(t.upper_time), t.bounds IS NOT DISTINCT FROM 'DEFAULT') AS is_bounded
FROM (SELECT b.oid, b.bounds,
    substring(b.bounds FROM $re$FROM \('([^']+)'\)$re$)::timestamptz AS lower_time,
    substring(b.bounds FROM $re$TO \('([^']+)'\)$re$)::timestamptz AS upper_time
  FROM (SELECT c.oid, pg_get_expr(c.relpartbound, c.oid) AS bounds
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = (SELECT e.oid FROM pg_class e JOIN pg_namespace n ON n.oid = e.relnamespace
      WHERE n.nspname = 'ledger' AND e.relname = 'event')) b) t
