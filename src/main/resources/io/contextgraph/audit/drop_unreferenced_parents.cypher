// Removes Missing parents that no event refers to.
MATCH (m:Missing)
WHERE NOT EXISTS { (m)<-[:CAUSED_BY]-() }
DETACH DELETE m
