-- The checkpoints of an origin, the largest first; of several of one size, the newest first.
SELECT id, origin, tree_size, root, note FROM ledger.checkpoint
WHERE origin = ? ORDER BY tree_size DESC, id DESC
