MATCH (p:Projection {name: $name})
RETURN p.partition AS partition, p.position AS position, p.ledger_id AS ledger_id
