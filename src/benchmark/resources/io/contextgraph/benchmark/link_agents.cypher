UNWIND $rows AS row
MATCH (e:Event {event_id: row.event})
MATCH (o:Agent {agent_id: row.other})
CREATE (e)-[:PERFORMED_BY]->(o)
