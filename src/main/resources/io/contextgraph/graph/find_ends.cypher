// The events at which relationships of events end. An end without a UUID is left out: writers never
// lock it.
UNWIND $keys AS key
MATCH (:Event {event_id: key})-[]->(e:Event)
WHERE e.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
RETURN DISTINCT e.event_id AS event_id
