// A partition that is created while others are ahead also stores how far it is projected again.
OPTIONAL MATCH (other:Projection {name: $name})
WITH max(coalesce(other.replay_until, other.position)) AS reached
UNWIND range(0, $partitions - 1) AS partition
MERGE (p:Projection {name: $name, partition: partition})
ON CREATE SET p.position = 0, p.ledger_id = $ledger_id,
  p.replay_until = CASE WHEN reached > 0 THEN reached END
SET p.format_version = $format_version, p.partitions = $partitions
