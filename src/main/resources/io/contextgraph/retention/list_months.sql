-- The partitions of ledger.event that are a calendar month in UTC, the oldest first.
SELECT name, lower_bound, upper_bound
FROM (
  SELECT
    c.relname AS name,
    substring(pg_get_expr(c.relpartbound, c.oid) FROM $re$FROM \('([^']+)'\)$re$)::timestamptz AS lower_bound,
    substring(pg_get_expr(c.relpartbound, c.oid) FROM $re$TO \('([^']+)'\)$re$)::timestamptz AS upper_bound
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'ledger.event'::regclass AND NOT i.inhdetachpending
) bounds
WHERE isfinite(lower_bound) AND isfinite(upper_bound)
  AND lower_bound = date_trunc('month', lower_bound, 'UTC')
  AND upper_bound = date_trunc('month', lower_bound + interval '32 days', 'UTC')
ORDER BY lower_bound
