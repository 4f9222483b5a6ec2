// Sessions, agents, traces and tools with properties or labels beyond their key.
CALL () {
  MATCH (n:Session) WHERE size(keys(n)) > 1 OR size(labels(n)) > 1
  RETURN n, 'Session' AS label, n.session_id AS key
  UNION ALL
  MATCH (n:Agent) WHERE size(keys(n)) > 1 OR size(labels(n)) > 1
  RETURN n, 'Agent' AS label, n.agent_id AS key
  UNION ALL
  MATCH (n:Trace) WHERE size(keys(n)) > 1 OR size(labels(n)) > 1
  RETURN n, 'Trace' AS label, n.trace_id AS key
  UNION ALL
  MATCH (n:Tool) WHERE size(keys(n)) > 1 OR size(labels(n)) > 1
  RETURN n, 'Tool' AS label, n.name AS key
}
RETURN elementId(n) AS id, label, toStringOrNull(key) AS key LIMIT 1000
