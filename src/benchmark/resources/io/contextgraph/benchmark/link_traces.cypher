UNWIND $rows AS row
MATCH (e:Event {event_id: row.event})
MATCH (o:Trace {trace_id: row.other})
CREATE (e)-[:PART_OF]->(o)
