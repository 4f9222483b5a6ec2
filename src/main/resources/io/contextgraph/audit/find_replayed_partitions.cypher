// Partitions whose lost position was created again, and that have not reached the others' position at
// that time. Until then the graph contains events beyond their position.
MATCH (p:Projection {name: $name})
WHERE p.position < p.replay_until
RETURN p.partition AS partition ORDER BY partition
