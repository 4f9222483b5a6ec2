-- The events after a position that meet every condition given; NULL means no condition. The ledger's
-- functions (page_events_of.sql) answer one condition each; this combines them.
-- The server must plan it with the actual values: only then are NULL conditions removed from the
-- plan, and the others use their indexes and partitions.
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
WHERE global_position > ?
  AND (?::text IS NULL OR session_id = ?)
  AND (?::text IS NULL OR agent_id = ?)
  AND (?::text IS NULL OR trace_id = ?)
  AND (?::timestamptz IS NULL OR occurred_at >= ?)
  AND (?::timestamptz IS NULL OR occurred_at < ?)
ORDER BY global_position LIMIT ?
