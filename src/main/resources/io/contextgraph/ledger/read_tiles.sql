SELECT tile_index, hashes FROM ledger.tile WHERE level = ? AND tile_index = ANY (?)
