INSERT INTO ledger.checkpoint (origin, tree_size, root, note) VALUES (?, ?, ?, ?)
