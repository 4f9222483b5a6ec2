// The event at a time and a position of a session; event_order finds it.
MATCH (e:Event)
WHERE e.session_id = $session_id AND e.occurred_at = datetime($from) AND e.global_position = $after
RETURN e.occurred_at AS occurred_at, e.global_position AS global_position LIMIT 1
