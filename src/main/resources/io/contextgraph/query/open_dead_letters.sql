-- A page of the ids of the open dead letters within a range, optionally of one reason.
SELECT id FROM ledger.dead_letter
WHERE id > ? AND id <= ? AND status = 'open' AND (?::text IS NULL OR reason = ?)
ORDER BY id LIMIT ?
