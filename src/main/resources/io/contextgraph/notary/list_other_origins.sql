-- The origins, except one, of the checkpoints that were stored while the ledger had an id.
SELECT DISTINCT c.origin
FROM ledger.checkpoint c
WHERE c.origin <> ? AND NOT EXISTS (
  SELECT FROM ledger.predecessor p
  WHERE p.successor = ?::uuid AND (c.tree_size < p.position OR c.stored_at < p.forked_at))
ORDER BY c.origin
