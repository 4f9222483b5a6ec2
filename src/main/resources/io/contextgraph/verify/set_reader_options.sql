-- Names resolve to the catalog whatever the role's settings are. The index on the position returns the
-- rows of a page in order; plans without it would read whole partitions.
SELECT
  set_config('search_path', 'pg_catalog, pg_temp', false),
  set_config('statement_timeout', '0', false),
  set_config('enable_seqscan', 'off', false),
  set_config('enable_bitmapscan', 'off', false),
  set_config('jit', 'off', false),
  set_config('max_parallel_workers_per_gather', '0', false)
