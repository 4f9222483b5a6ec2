// For places in sessions: the event directly before each, and the FOLLOWS of the event that belongs
// there. A damaged event is not before one, as in find_neighbours.cypher. Each part is read from the
// index event_order, which the planner does not choose by itself while its statistics know few
// events. No event has more than one FOLLOWS.
UNWIND $places AS place
OPTIONAL CALL (place) {
  MATCH (e:Event)
  USING INDEX SEEK e:Event(session_id, occurred_at, global_position)
  WHERE e.session_id = place.session_id AND e.occurred_at = place.occurred_at
    AND e.global_position < place.global_position AND e.event_id <> place.event_id
    AND e.global_position IS :: INTEGER
    AND e.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  RETURN e AS twin
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
  RETURN e AS earlier
  ORDER BY e.session_id DESC, e.occurred_at DESC, e.global_position DESC LIMIT 1
}
RETURN place.event_id AS event_id, coalesce(twin, earlier) AS before,
  COLLECT {
    MATCH (e:Event {event_id: place.event_id})-[f:FOLLOWS]->(b)
    RETURN {properties: properties(f), label: head([label IN labels(b) WHERE label <> 'Missing']),
      other: b.event_id}
    LIMIT 5
  } AS follows
