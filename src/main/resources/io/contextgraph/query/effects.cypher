// What followed directly from some events, in the order in which it happened. The command starts with
// one event and asks again for the effects of its effects; a circle of causes ends where it began.
UNWIND $event_ids AS cause
MATCH (:Event {event_id: cause})<-[:CAUSED_BY]-(effect:Event)
WHERE effect.event_id <> $event_id
RETURN effect.event_id AS event_id, effect.event_type AS event_type,
  effect.occurred_at AS occurred_at, effect.session_id AS session_id,
  effect.tool_name AS tool_name, effect.status AS status, effect:Missing AS missing
ORDER BY occurred_at, effect.global_position LIMIT $limit
