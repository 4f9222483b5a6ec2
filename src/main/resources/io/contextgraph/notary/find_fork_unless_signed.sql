-- The last position before the ledger's last fork, unless a checkpoint of an origin is stored since.
SELECT p.position
FROM ledger.predecessor p JOIN ledger.head h ON h.ledger_id = p.successor
WHERE NOT EXISTS (
  SELECT FROM ledger.checkpoint c
  WHERE c.origin = ? AND c.tree_size >= p.position AND c.stored_at >= p.forked_at)
