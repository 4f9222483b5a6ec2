SELECT stream, entry_id, fields, status, reason, detail FROM ledger.dead_letter WHERE id = ? FOR UPDATE
