UNWIND $rows AS row
MATCH (e:Event {event_id: row.event})
MATCH (o:Event {event_id: row.other})
CREATE (e)-[:FOLLOWS {delta_ms: row.delta_ms}]->(o)
