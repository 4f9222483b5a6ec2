-- The failed events among the newest events of a time range, the newest first. Before them, in every
-- row: how many events were read, when the oldest of these occurred, and whether all of them occurred
-- then; one row says so if none failed. The events are read backwards by occurred_at, whatever the
-- ledger's size; those that failed are read again by id, because more of the others is not needed.
-- Payload and attributes are left to read_details.sql: those of all rows may exceed memory.
WITH newest AS MATERIALIZED (
  SELECT event_id, global_position, occurred_at, status
  FROM ledger.event
  WHERE occurred_at >= ? AND occurred_at < ?
  ORDER BY occurred_at DESC LIMIT ?
), failed AS (
  SELECT event_id, global_position, occurred_at
  FROM newest
  WHERE status IN ('failed', 'timeout')
  ORDER BY occurred_at DESC, global_position DESC LIMIT ?
)
SELECT r.events_read, r.read_since, r.at_one_time, e.global_position, e.event_id, e.event_type,
  e.occurred_at, e.session_id, e.agent_id, e.tool_name, e.status
FROM (
  SELECT count(*) AS events_read, min(occurred_at) AS read_since,
    min(occurred_at) = max(occurred_at) AS at_one_time
  FROM newest
) r
LEFT JOIN failed f ON true
LEFT JOIN LATERAL ledger.event_by_id(f.event_id) e ON true
ORDER BY f.occurred_at DESC, f.global_position DESC
