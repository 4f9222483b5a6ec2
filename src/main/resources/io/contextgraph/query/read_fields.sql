SELECT fields FROM ledger.dead_letter WHERE id = ?
