SELECT ledger_id, position, tree_size, frontier FROM ledger.head ORDER BY position DESC LIMIT 1
