UNWIND $pairs AS pair
MATCH (e:Event {event_id: pair.event_id})
MATCH (b:Event {event_id: pair.other})
MERGE (e)-[f:FOLLOWS]->(b)
SET f.delta_ms = pair.delta_ms
