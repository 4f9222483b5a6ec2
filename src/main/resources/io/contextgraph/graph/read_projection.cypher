MATCH (p:Projection {name: $name})
RETURN p.partition AS partition, p.position AS position, p.event_id AS event_id,
  p.ledger_id AS ledger_id, p.format_version AS format_version, p.partitions AS partitions,
  NOT p:Event AND coalesce(p.event_id =~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', p.event_id IS NULL) AS intact
