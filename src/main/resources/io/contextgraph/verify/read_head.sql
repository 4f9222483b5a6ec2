SELECT
  ledger_id,
  position,
  CASE WHEN isfinite(recorded_at) AND recorded_at < timestamptz '10000-01-01 00:00:00+00' THEN (extract(epoch FROM recorded_at) * 1000000)::bigint END AS recorded_at_micros,
  tree_size,
  frontier
FROM ledger.head
ORDER BY position DESC
