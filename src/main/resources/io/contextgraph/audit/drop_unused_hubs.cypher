// Removes sessions, agents, traces and tools that no event refers to.
UNWIND $ids AS id
MATCH (n) WHERE elementId(n) = id
  AND (n:Session OR n:Agent OR n:Trace OR n:Tool) AND NOT EXISTS { (n)--() }
DELETE n
