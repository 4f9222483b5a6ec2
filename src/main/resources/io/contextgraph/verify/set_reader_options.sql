-- Names resolve to the catalog whatever the role's settings are. The index on the position returns the
-- rows of a page in order; plans without it would read whole partitions. Postgres
-- prints definitions as these settings say.
SELECT
  set_config('search_path', 'pg_catalog, pg_temp', false),
  set_config('quote_all_identifiers', 'off', false),
  set_config('standard_conforming_strings', 'on', false),
  set_config('bytea_output', 'hex', false),
  set_config('datestyle', 'ISO, MDY', false),
  set_config('intervalstyle', 'postgres', false),
  set_config('timezone', 'UTC', false),
  set_config('extra_float_digits', '1', false),
  set_config('statement_timeout', '0', false),
  set_config('enable_seqscan', 'off', false),
  set_config('enable_bitmapscan', 'off', false),
  set_config('jit', 'off', false),
  set_config('max_parallel_workers_per_gather', '0', false)
