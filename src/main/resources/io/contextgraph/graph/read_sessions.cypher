UNWIND $sessions AS session
MATCH (e:Event {session_id: session})
RETURN session AS session_id, e.event_id AS event_id, properties(e) AS properties,
  [label IN labels(e) WHERE label <> 'Event'] AS extra_labels,
  COLLECT {
    MATCH (e)-[r]->(o)
    RETURN {type: type(r), delta_ms: r.delta_ms,
      label: head([label IN labels(o) WHERE label <> 'Missing']),
      other: coalesce(o.event_id, o.agent_id, o.trace_id, o.name, o.session_id)}
  } AS relationships
