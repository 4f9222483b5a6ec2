-- One dead letter: the columns of list_dead_letters.sql, and its fields.
SELECT id, stream, entry_id, reason, detail, octet_length(fields) AS bytes, first_seen_at, status,
  replayed_at, replayed_by, replayed_as, discarded_at, discarded_by, discard_reason, fields
FROM ledger.dead_letter WHERE id = ?
