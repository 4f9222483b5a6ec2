-- The smallest checkpoint that covers a position.
SELECT note FROM ledger.checkpoint WHERE tree_size >= ? ORDER BY tree_size, id LIMIT 1
