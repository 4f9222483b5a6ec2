// Relationships that do not start at an event; every relationship of the graph does.
MATCH (n:Session|Agent|Trace|Tool)-[r]->()
RETURN elementId(r) AS id, type(r) AS label,
  toStringOrNull(coalesce(n.session_id, n.agent_id, n.trace_id, n.name)) AS key LIMIT 1000
