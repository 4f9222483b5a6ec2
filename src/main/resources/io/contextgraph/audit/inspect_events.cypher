// Events by id. awaited: Missing, and the parent of another event. bare: nothing but the id.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
RETURN e.event_id AS event_id, e.session_id AS session_id,
  e:Missing AND EXISTS { (e)<-[:CAUSED_BY]-(:Event) } AS awaited,
  size(keys(e)) = 1 AND size(labels(e)) = 2 AND NOT EXISTS { (e)-->() } AS bare
