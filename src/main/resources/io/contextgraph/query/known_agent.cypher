// An agent, if the graph contains it.
MATCH (a:Agent {agent_id: $agent_id}) RETURN a.agent_id AS id
