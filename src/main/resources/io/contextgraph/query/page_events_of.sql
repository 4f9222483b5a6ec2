-- The events that one of the ledger's functions returns; its name replaces :function.
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
FROM ledger.:function
ORDER BY global_position
