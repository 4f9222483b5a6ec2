COPY ledger.tile (level, tile_index, hashes) FROM STDIN (FORMAT binary)
