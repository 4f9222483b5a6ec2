UNWIND $places AS place
OPTIONAL CALL (place) {
  MATCH (e:Event)
  WHERE e.session_id = place.session_id AND e.occurred_at = place.occurred_at
    AND e.event_id < place.event_id
  RETURN e AS twin_before ORDER BY e.session_id DESC, e.occurred_at DESC, e.event_id DESC LIMIT 1
}
OPTIONAL CALL (place) {
  MATCH (e:Event)
  WHERE e.session_id = place.session_id AND e.occurred_at < place.occurred_at
    AND e.event_id IS NOT NULL
  RETURN e AS earlier ORDER BY e.session_id DESC, e.occurred_at DESC, e.event_id DESC LIMIT 1
}
OPTIONAL CALL (place) {
  MATCH (e:Event)
  WHERE e.session_id = place.session_id AND e.occurred_at = place.occurred_at
    AND e.event_id > place.event_id
  RETURN e AS twin_after ORDER BY e.session_id, e.occurred_at, e.event_id LIMIT 1
}
OPTIONAL CALL (place) {
  MATCH (e:Event)
  WHERE e.session_id = place.session_id AND e.occurred_at > place.occurred_at
    AND e.event_id IS NOT NULL
  RETURN e AS later ORDER BY e.session_id, e.occurred_at, e.event_id LIMIT 1
}
RETURN place.occurred_at AS occurred_at, place.event_id AS event_id,
  coalesce(twin_before, earlier) AS before, coalesce(twin_after, later) AS after
