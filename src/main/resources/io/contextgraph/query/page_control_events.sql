-- The control events after a position that meet every condition given; NULL means no condition. These are
-- the events of ledger.audit. The array and the order by session_id keep the plan from reading a
-- partition by position and comparing every row.
SELECT
  global_position,
  event_id,
  event_type,
  (extract(epoch FROM occurred_at) * 1000000)::bigint AS occurred_at_micros,
  session_id,
  agent_id,
  trace_id,
  parent_event_id,
  tool_name,
  (extract(epoch FROM ended_at) * 1000000)::bigint AS ended_at_micros,
  status,
  schema_version,
  importance_hint,
  subject_id,
  payload_ref,
  payload::text AS payload,
  personal_data,
  attributes::text AS attributes,
  (extract(epoch FROM recorded_at) * 1000000)::bigint AS recorded_at_micros,
  content_hash,
  stream,
  entry_id
FROM ledger.event
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type ~ '^(audit|privacy|retention)\.'
  AND global_position > ?
  AND (?::text IS NULL OR event_type = ? OR starts_with(event_type, ? || '.'))
  AND (?::timestamptz IS NULL OR occurred_at >= ?)
  AND (?::timestamptz IS NULL OR occurred_at < ?)
ORDER BY session_id, global_position LIMIT ?
