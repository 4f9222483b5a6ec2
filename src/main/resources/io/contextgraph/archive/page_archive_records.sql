-- The control events after a position that archive months or restore them. The array and the order by
-- session_id keep the plan from reading a partition by position and comparing every row.
SELECT
  global_position,
  recorded_at,
  event_type,
  payload -> 'parameters' ->> 'partition' AS partition,
  payload -> 'parameters' ->> 'graph' AS graph,
  payload -> 'parameters' ->> 'replaces' AS replaces,
  payload -> 'parameters' ->> 'archived' AS archived,
  payload -> 'result' ->> 'lower' AS lower,
  payload -> 'result' ->> 'upper' AS upper,
  payload -> 'result' ->> 'first' AS first,
  payload -> 'result' ->> 'last' AS last,
  payload -> 'result' ->> 'rows' AS rows,
  payload -> 'result' ->> 'range_count' AS range_count,
  payload -> 'result' ->> 'ranges_sha256' AS ranges_sha256,
  payload -> 'result' ->> 'file' AS file,
  payload -> 'result' ->> 'file_sha256' AS file_sha256,
  payload -> 'result' ->> 'lines_sha256' AS lines_sha256
FROM ledger.event
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type IN (?, ?)
  AND global_position > ?
ORDER BY session_id, global_position LIMIT ?
