// Not MERGE, which locks both ends: writers that share the other end would wait for each other. Only
// the owner of the event's partition links it, so nothing else can create the same relationship.
UNWIND $pairs AS pair
MATCH (e:Event {event_id: pair.event_id})
MATCH (b:Event {event_id: pair.other})
OPTIONAL MATCH (e)-[f:FOLLOWS]->(b)
SET f.delta_ms = pair.delta_ms
WITH e, b, f, pair WHERE f IS NULL
CREATE (e)-[:FOLLOWS {delta_ms: pair.delta_ms}]->(b)
