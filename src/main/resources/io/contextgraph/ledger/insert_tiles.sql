INSERT INTO ledger.tile (level, tile_index, hashes)
SELECT level, tile_index, hashes
FROM unnest(?, ?, ?) AS full_tile (level, tile_index, hashes)
