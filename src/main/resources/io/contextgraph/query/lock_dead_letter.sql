SELECT stream, fields, status FROM ledger.dead_letter WHERE id = ? FOR UPDATE
