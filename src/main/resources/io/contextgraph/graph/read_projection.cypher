MATCH (p:Projection {name: $name})
RETURN p.partition AS partition, p.position AS position, p.event_id AS event_id,
  p.ledger_id AS ledger_id, p.format_version AS format_version, p.partitions AS partitions
