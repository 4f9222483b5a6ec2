// A projection, with its auxiliary ones, of the ledger under an id that it had before.
MATCH (p:Projection)
WHERE (p.name = $name OR p.name STARTS WITH $name + '/') AND p.ledger_id IN $predecessors
SET p.ledger_id = $ledger_id
