// Sessions, agents, traces and tools that no event refers to.
CALL () {
  MATCH (n:Session) WHERE NOT (n)<--() RETURN 'Session' AS label, n.session_id AS key, n
  UNION ALL
  MATCH (n:Agent) WHERE NOT (n)<--() RETURN 'Agent' AS label, n.agent_id AS key, n
  UNION ALL
  MATCH (n:Trace) WHERE NOT (n)<--() RETURN 'Trace' AS label, n.trace_id AS key, n
  UNION ALL
  MATCH (n:Tool) WHERE NOT (n)<--() RETURN 'Tool' AS label, n.name AS key, n
}
RETURN elementId(n) AS id, label, toStringOrNull(key) AS key LIMIT 1000
