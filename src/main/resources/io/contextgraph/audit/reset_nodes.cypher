// Reduces sessions, agents, traces and tools to their label and key.
UNWIND $ids AS id
MATCH (n) WHERE elementId(n) = id
WITH n, head([label IN labels(n) WHERE label IN ['Session', 'Agent', 'Trace', 'Tool']]) AS label
SET n = CASE label
  WHEN 'Session' THEN {session_id: n.session_id}
  WHEN 'Agent' THEN {agent_id: n.agent_id}
  WHEN 'Trace' THEN {trace_id: n.trace_id}
  ELSE {name: n.name} END
REMOVE n:$([other IN labels(n) WHERE other <> label])
