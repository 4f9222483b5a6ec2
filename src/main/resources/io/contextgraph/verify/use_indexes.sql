-- Either every table is read by its index on the position, or as a whole.
SELECT
  set_config('enable_seqscan', $seqscan, false),
  set_config('enable_indexscan', $indexscan, false),
  set_config('enable_indexonlyscan', $indexscan, false)
