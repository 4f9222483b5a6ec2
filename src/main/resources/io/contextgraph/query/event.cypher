// One event, with the columns of effects.cypher.
MATCH (effect:Event {event_id: $event_id})
RETURN effect.event_id AS event_id, effect.event_type AS event_type,
  effect.occurred_at AS occurred_at, effect.session_id AS session_id,
  effect.tool_name AS tool_name, effect.status AS status, effect:Missing AS missing
