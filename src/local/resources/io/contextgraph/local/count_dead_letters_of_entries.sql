-- The number of these entries that became dead letters.
SELECT count(DISTINCT entry_id) FROM ledger.dead_letter WHERE stream = 'events' AND entry_id = ANY (?)
