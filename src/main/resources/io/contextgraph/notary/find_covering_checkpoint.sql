-- The newest checkpoint of a tree that has a position.
SELECT id, origin, tree_size, root, note FROM ledger.checkpoint WHERE tree_size >= ? ORDER BY id DESC LIMIT 1
