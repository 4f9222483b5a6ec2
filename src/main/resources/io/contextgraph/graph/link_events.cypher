UNWIND $events AS row
MATCH (e:Event {event_id: row.event_id})
MATCH (s:Session {session_id: row.session_id})
MATCH (a:Agent {agent_id: row.agent_id})
MATCH (t:Trace {trace_id: row.trace_id})
MERGE (e)-[:IN_SESSION]->(s)
MERGE (e)-[:PERFORMED_BY]->(a)
MERGE (e)-[:PART_OF]->(t)
