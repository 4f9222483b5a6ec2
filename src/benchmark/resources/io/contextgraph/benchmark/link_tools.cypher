UNWIND $rows AS row
MATCH (e:Event {event_id: row.event})
MATCH (o:Tool {name: row.other})
CREATE (e)-[:USED]->(o)
