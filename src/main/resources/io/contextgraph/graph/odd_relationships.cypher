// Every relationship of the graph starts at an event.
MATCH (n:Session|Agent|Trace|Tool)-[r]->()
RETURN elementId(r) AS id, type(r) AS label,
  toStringOrNull(coalesce(n.session_id, n.agent_id, n.trace_id, n.name)) AS key LIMIT 1000
