// A page of all sessions, agents, traces and tools: how many, and which of them have properties,
// labels or relationships beyond their key, or are referred to by no event.
MATCH (n:Session|Agent|Trace|Tool)
WITH n SKIP $skip LIMIT $page
RETURN count(n) AS seen,
  collect(CASE WHEN size(keys(n)) > 1 OR size(labels(n)) > 1 OR EXISTS { (n)-->() }
    OR NOT EXISTS { (n)<--(:Event) } THEN elementId(n) END) AS ids
