INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT (stream, entry_id) DO NOTHING
