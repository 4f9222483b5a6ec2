SELECT id, origin, tree_size, root, note
FROM ledger.checkpoint
WHERE tree_size >= ? AND tree_size <= ?
ORDER BY tree_size, id
