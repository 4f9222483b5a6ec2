-- Checkpoints of more positions than the ledger has: than its rows had when its head was read, up to the
-- position of that head, and than the head has now. One snapshot.
SELECT id, origin, tree_size, root, note
FROM ledger.checkpoint
WHERE tree_size > ? AND tree_size <= ?
UNION
SELECT id, origin, tree_size, root, note
FROM ledger.checkpoint
WHERE tree_size > (SELECT max(position) FROM ledger.head)
ORDER BY tree_size, id
