// Writing takes the lock; positions are read under it.
UNWIND $partitions AS partition
MATCH (p:Projection {name: $name, partition: partition})
SET p.position = p.position
RETURN p.partition AS partition, p.position AS position, p.ledger_id AS ledger_id
