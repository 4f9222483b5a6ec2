-- The bounds of occurred_at are those of the page (read_page_times.sql): without them, every partition
-- would be read.
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
WHERE global_position > ? AND global_position <= ? AND occurred_at >= ? AND occurred_at <= ?
ORDER BY global_position
