UNWIND $pairs AS pair
MATCH (e:Event {event_id: pair.event_id})
MATCH (p:Event {event_id: pair.other})
MERGE (e)-[:CAUSED_BY]->(p)
