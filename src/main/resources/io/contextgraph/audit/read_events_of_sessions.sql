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
  importance_hint,
  payload_ref
FROM ledger.event
WHERE session_id = ANY (?) AND global_position <= ?
ORDER BY session_id, occurred_at, event_id
