// Requires a time and an id so that Neo4j uses the index event_chain.
UNWIND $sessions AS session
MATCH (e:Event)
WHERE e.session_id = session AND e.occurred_at IS NOT NULL AND e.event_id IS NOT NULL
RETURN session AS session_id, e.event_id AS event_id, properties(e) AS properties,
  [label IN labels(e) WHERE label <> 'Event'] AS extra_labels,
  COLLECT {
    MATCH (e)-[r]->(o)
    RETURN {type: type(r), properties: properties(r),
      label: head([label IN labels(o) WHERE label <> 'Missing']),
      other: coalesce(o.event_id, o.agent_id, o.trace_id, o.name, o.session_id)}
  } AS relationships
