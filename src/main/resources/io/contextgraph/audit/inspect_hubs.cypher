// Locks nodes, and returns what is wrong with each: properties or labels beyond the key, no event
// that refers to it, relationships that start at it.
UNWIND $ids AS id
MATCH (n) WHERE elementId(n) = id
REMOVE n.lock
WITH id, n, size(keys(n)) > 1 OR size(labels(n)) > 1 AS altered,
  NOT EXISTS { (n)<--(:Event) } AS unreferenced,
  COLLECT { MATCH (n)-[r]->() RETURN type(r) LIMIT 100 } AS relationships
WHERE altered OR unreferenced OR size(relationships) > 0
RETURN id, head([l IN labels(n) WHERE l IN ['Session', 'Agent', 'Trace', 'Tool']]) AS label,
  toStringOrNull(coalesce(n.session_id, n.agent_id, n.trace_id, n.name)) AS key,
  altered, unreferenced, relationships
