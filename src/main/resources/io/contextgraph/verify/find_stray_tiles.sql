-- Tiles that the tree does not have. One snapshot, so that an append is seen as a whole or not at all.
SELECT t.level, t.tile_index
FROM ledger.tile t
WHERE t.level < 0 OR t.level > 6 OR t.tile_index < 0
  OR t.tile_index >= (SELECT max(tree_size) FROM ledger.head) >> (8 * (t.level + 1))
ORDER BY t.level, t.tile_index
LIMIT 100
