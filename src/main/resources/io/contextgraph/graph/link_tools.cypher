// Not MERGE, which locks both ends: writers that share the other end would wait for each other. Only
// the owner of the event's partition links it, so nothing else can create the same relationship.
UNWIND $pairs AS pair
MATCH (e:Event {event_id: pair.event_id})
MATCH (t:Tool {name: pair.other})
WHERE NOT EXISTS { (e)-[:USED]->(t) }
CREATE (e)-[:USED]->(t)
