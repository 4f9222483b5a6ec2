// An event and everything that followed from it, the nearest first.
MATCH path = (:Event {event_id: $event_id})<-[:CAUSED_BY*0..100]-(effect:Event)
WITH effect, min(length(path)) AS depth
RETURN depth, effect.event_id AS event_id, effect.event_type AS event_type,
  effect.occurred_at AS occurred_at, effect.session_id AS session_id,
  effect.tool_name AS tool_name, effect.status AS status, effect:Missing AS missing
ORDER BY depth, occurred_at, event_id LIMIT $limit
