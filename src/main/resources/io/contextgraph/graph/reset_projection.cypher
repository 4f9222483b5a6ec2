// All partitions at position 0, without a format version, so that no job continues them.
OPTIONAL MATCH (old:Projection {name: $name})
DETACH DELETE old
WITH DISTINCT 0 AS none
UNWIND range(0, $partitions - 1) AS partition
MERGE (p:Projection {name: $name, partition: partition})
SET p.position = 0, p.ledger_id = $ledger_id, p.partitions = $partitions
