UNWIND $rows AS row
MATCH (e:Event {event_id: row.event})
MATCH (o:Session {session_id: row.other})
CREATE (e)-[:IN_SESSION]->(o)
