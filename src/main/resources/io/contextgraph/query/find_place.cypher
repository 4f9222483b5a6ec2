// The event at a position of a session, whose time is not known: reads the session's part of
// event_order.
MATCH (e:Event)
WHERE e.session_id = $session_id AND e.occurred_at IS NOT NULL AND e.global_position = $after
RETURN e.occurred_at AS occurred_at, e.global_position AS global_position LIMIT 1
