// Events that the graph does not have at their positions.
UNWIND $events AS event
OPTIONAL MATCH (e:Event {event_id: event.event_id})
WITH event, e
WHERE e IS NULL OR e:Missing OR coalesce(e.global_position, 0) <> event.global_position
RETURN event.event_id AS event_id
