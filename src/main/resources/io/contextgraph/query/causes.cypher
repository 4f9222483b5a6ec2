// An event and what caused it, back to the root. An event has at most one parent, so the result is a
// chain; a cycle of causes ends where it began.
MATCH path = (:Event {event_id: $event_id})-[:CAUSED_BY*0..100]->(cause:Event)
WITH cause, min(length(path)) AS depth
RETURN depth, cause.event_id AS event_id, cause.event_type AS event_type,
  cause.occurred_at AS occurred_at, cause.session_id AS session_id, cause.tool_name AS tool_name,
  cause.status AS status, cause:Missing AS missing
ORDER BY depth LIMIT $limit
