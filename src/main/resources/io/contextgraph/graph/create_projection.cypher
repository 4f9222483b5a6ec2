UNWIND range(0, $partitions - 1) AS partition
MERGE (p:Projection {name: $name, partition: partition})
ON CREATE SET p.position = 0, p.ledger_id = $ledger_id
SET p.format_version = $format_version, p.partitions = $partitions
