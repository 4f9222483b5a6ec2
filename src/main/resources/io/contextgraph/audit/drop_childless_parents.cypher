// Removes parents that have not arrived and that no event names.
UNWIND $keys AS key
MATCH (p:Event:Missing {event_id: key})
WHERE NOT EXISTS { (p)<-[:CAUSED_BY]-(:Event) }
DETACH DELETE p
