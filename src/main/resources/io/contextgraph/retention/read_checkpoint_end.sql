SELECT coalesce(max(tree_size), 0) FROM ledger.checkpoint
