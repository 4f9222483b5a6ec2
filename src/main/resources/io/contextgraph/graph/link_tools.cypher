UNWIND $pairs AS pair
MATCH (e:Event {event_id: pair.event_id})
MATCH (t:Tool {name: pair.other})
MERGE (e)-[:USED]->(t)
