// An event and what caused it, back to the root. An event has at most one parent, so the result is a
// chain; a cycle of causes ends where it began.
MATCH path = (:Event {event_id: $event_id})-[:CAUSED_BY*0..100]->(e:Event)
WITH e, min(length(path)) AS depth ORDER BY depth LIMIT $limit
RETURN depth, e.occurred_at AS occurred_at, e.global_position AS global_position,
  e.event_id AS event_id, e.event_type AS event_type, e.session_id AS session_id,
  e.tool_name AS tool_name, e.status AS status,
  duration.inSeconds(e.occurred_at, e.ended_at).milliseconds AS took_ms,
  e.importance_hint AS importance_hint, e.payload_ref AS payload_ref,
  head([(e)-[:CAUSED_BY]->(cause:Event) | cause.event_id]) AS caused_by, e:Missing AS missing
ORDER BY depth
