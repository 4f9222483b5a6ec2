// The events directly before and after places in their sessions. A place's own event, which the graph
// may contain at another place, is none of them, nor is an ignored one, nor one whose position is no
// integer, whose id is no UUID or whose time is out of range, because it is damaged. Each part is
// read from the index event_order, which the planner does not choose by itself while its statistics
// know few events.
UNWIND $places AS place
OPTIONAL CALL (place) {
  MATCH (e:Event)
  USING INDEX SEEK e:Event(session_id, occurred_at, global_position)
  WHERE e.session_id = place.session_id AND e.occurred_at = place.occurred_at
    AND e.global_position < place.global_position AND e.event_id <> place.event_id
    AND e.global_position IS :: INTEGER
    AND e.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    AND NOT e.event_id IN $ignored
  RETURN e AS twin_before
  ORDER BY e.session_id DESC, e.occurred_at DESC, e.global_position DESC LIMIT 1
}
OPTIONAL CALL (place) {
  MATCH (e:Event)
  USING INDEX SEEK e:Event(session_id, occurred_at, global_position)
  WHERE e.session_id = place.session_id AND e.occurred_at < place.occurred_at
    AND e.occurred_at >= datetime('-99999-01-01T00:00:00Z')
    AND e.global_position IS NOT NULL AND e.event_id <> place.event_id
    AND e.global_position IS :: INTEGER
    AND e.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    AND NOT e.event_id IN $ignored
  RETURN e AS earlier
  ORDER BY e.session_id DESC, e.occurred_at DESC, e.global_position DESC LIMIT 1
}
OPTIONAL CALL (place) {
  MATCH (e:Event)
  USING INDEX SEEK e:Event(session_id, occurred_at, global_position)
  WHERE e.session_id = place.session_id AND e.occurred_at = place.occurred_at
    AND e.global_position > place.global_position AND e.event_id <> place.event_id
    AND e.global_position IS :: INTEGER
    AND e.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    AND NOT e.event_id IN $ignored
  RETURN e AS twin_after
  ORDER BY e.session_id, e.occurred_at, e.global_position LIMIT 1
}
OPTIONAL CALL (place) {
  MATCH (e:Event)
  USING INDEX SEEK e:Event(session_id, occurred_at, global_position)
  WHERE e.session_id = place.session_id AND e.occurred_at > place.occurred_at
    AND e.occurred_at < datetime('+99999-01-01T00:00:00Z')
    AND e.global_position IS NOT NULL AND e.event_id <> place.event_id
    AND e.global_position IS :: INTEGER
    AND e.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    AND NOT e.event_id IN $ignored
  RETURN e AS later
  ORDER BY e.session_id, e.occurred_at, e.global_position LIMIT 1
}
RETURN place, coalesce(twin_before, earlier) AS before, coalesce(twin_after, later) AS after
