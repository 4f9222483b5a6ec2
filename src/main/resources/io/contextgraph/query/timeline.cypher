// The events of a session since a given time and, at that time, after a given position; in order,
// each with the time since the previous event.
MATCH (e:Event)
WHERE e.session_id = $session_id AND e.occurred_at >= datetime($from)
  AND e.global_position IS NOT NULL
  AND (e.occurred_at > datetime($from) OR e.global_position > $after)
WITH e ORDER BY e.session_id, e.occurred_at, e.global_position LIMIT $limit
RETURN head([(e)-[f:FOLLOWS]->(:Event) | f.delta_ms]) AS delta_ms,
  e.occurred_at AS occurred_at, e.global_position AS global_position,
  e.event_id AS event_id, e.event_type AS event_type, e.session_id AS session_id,
  e.tool_name AS tool_name, e.status AS status,
  duration.inSeconds(e.occurred_at, e.ended_at).milliseconds AS took_ms,
  e.importance_hint AS importance_hint, e.payload_ref AS payload_ref,
  head([(e)-[:CAUSED_BY]->(cause:Event) | cause.event_id]) AS caused_by, e:Missing AS missing
ORDER BY occurred_at, global_position
