// A page of agents by key, and which of them have properties, labels or relationships beyond their key,
// or are referred to by no event.
MATCH (n:Agent)
WHERE n.agent_id > $after
WITH n ORDER BY n.agent_id LIMIT $page
RETURN count(n) AS seen, max(n.agent_id) AS last,
  collect(CASE WHEN size(keys(n)) > 1 OR size(labels(n)) > 1 OR EXISTS { (n)-->() }
    OR NOT EXISTS { (n)<--(:Event) } THEN elementId(n) END) AS ids
