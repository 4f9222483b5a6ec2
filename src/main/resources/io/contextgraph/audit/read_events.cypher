// What the graph contains for events, except FOLLOWS. No event has more than five other
// relationships, so 20 show that it differs.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
RETURN key AS event_id, properties(e) AS properties,
  [label IN labels(e) WHERE label <> 'Event'] AS extra_labels,
  COLLECT {
    MATCH (e)-[r:!FOLLOWS]->(o)
    RETURN {type: type(r), properties: properties(r),
      label: head([label IN labels(o) WHERE label <> 'Missing']),
      other: coalesce(o.event_id, o.agent_id, o.trace_id, o.name, o.session_id)}
    LIMIT 20
  } AS relationships
