-- The newest checkpoint of a tree that has a position.
SELECT note FROM ledger.checkpoint WHERE tree_size >= ? ORDER BY id DESC LIMIT 1
