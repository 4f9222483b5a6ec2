// The write locks the node; the position is read under this lock.
UNWIND $partitions AS partition
MATCH (p:Projection {name: $name, partition: partition})
SET p.position = p.position
RETURN p.partition AS partition, p.position AS position, p.ledger_id AS ledger_id
