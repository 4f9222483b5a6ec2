SELECT hashes FROM ledger.tile WHERE level = ? AND tile_index = ?
