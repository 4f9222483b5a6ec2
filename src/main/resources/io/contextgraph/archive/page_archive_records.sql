-- The control events after a position that archive months or restore them. The array and the order by
-- session_id keep the plan from reading a partition by position and comparing every row. The payload as text,
-- because Postgres refuses to read a part of JSON that has U+0000 or a lone surrogate.
SELECT global_position, recorded_at, event_type, payload::text AS payload
FROM ledger.event
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type IN (?, ?)
  AND global_position > ?
ORDER BY session_id, global_position LIMIT ?
