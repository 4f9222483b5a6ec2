// Not MERGE, which locks both ends: writers that share the other end would wait for each other. Only
// the owner of the event's partition links it, so nothing else can create the same relationship.
UNWIND $events AS row
MATCH (e:Event {event_id: row.event_id})
MATCH (s:Session {session_id: row.session_id})
MATCH (a:Agent {agent_id: row.agent_id})
MATCH (t:Trace {trace_id: row.trace_id})
CALL (e, s) {
  WITH e, s WHERE NOT EXISTS { (e)-[:IN_SESSION]->(s) }
  CREATE (e)-[:IN_SESSION]->(s)
}
CALL (e, a) {
  WITH e, a WHERE NOT EXISTS { (e)-[:PERFORMED_BY]->(a) }
  CREATE (e)-[:PERFORMED_BY]->(a)
}
CALL (e, t) {
  WITH e, t WHERE NOT EXISTS { (e)-[:PART_OF]->(t) }
  CREATE (e)-[:PART_OF]->(t)
}
