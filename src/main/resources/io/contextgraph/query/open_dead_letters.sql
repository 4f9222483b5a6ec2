-- The ids of the open dead letters, optionally of one reason.
SELECT id FROM ledger.dead_letter
WHERE status = 'open' AND (?::text IS NULL OR reason = ?) ORDER BY id
