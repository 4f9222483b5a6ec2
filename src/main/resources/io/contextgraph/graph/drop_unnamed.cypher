// Parents that no event names any more.
MATCH (m:Missing)
WHERE NOT EXISTS { (m)<-[:CAUSED_BY]-() }
DETACH DELETE m
