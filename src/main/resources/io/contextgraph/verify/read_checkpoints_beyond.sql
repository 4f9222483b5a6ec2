-- Checkpoints of more positions than the ledger has. One snapshot.
SELECT id, origin, tree_size, root, note
FROM ledger.checkpoint
WHERE tree_size > (SELECT max(position) FROM ledger.head) OR tree_size < 0
ORDER BY tree_size, id
LIMIT 100
