-- The largest checkpoint of an origin; of several of one size, the newest.
SELECT id, origin, tree_size, root, note FROM ledger.checkpoint
WHERE origin = ? ORDER BY tree_size DESC, id DESC LIMIT 1
