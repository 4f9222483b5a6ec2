// A page of events by id. awaited: Missing, and the parent of another event. bare: nothing but the
// id.
MATCH (e:Event)
WHERE e.event_id > $after
RETURN e.event_id AS event_id, e.session_id AS session_id,
  e:Missing AND EXISTS { (e)<-[:CAUSED_BY]-(:Event) } AS awaited,
  size(keys(e)) = 1 AND size(labels(e)) = 2 AND NOT EXISTS { (e)-->() } AS bare
ORDER BY e.event_id LIMIT $limit
