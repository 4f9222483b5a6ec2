// Events that are to be forgotten, and what is left without them: parents that have not arrived, their
// sessions, agents, traces and tools, and the events that follow them.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
RETURN key AS event_id,
  COLLECT { MATCH (e)-[:CAUSED_BY]->(p:Missing) RETURN p.event_id } AS parents,
  COLLECT { MATCH (e)-[:IN_SESSION|PERFORMED_BY|PART_OF|USED]->(h) RETURN elementId(h) } AS hubs,
  COLLECT {
    MATCH (e)<-[:FOLLOWS]-(f:Event) WHERE NOT f.event_id IN $keys
    RETURN f {.event_id, .session_id, .occurred_at, .global_position}
  } AS followers
