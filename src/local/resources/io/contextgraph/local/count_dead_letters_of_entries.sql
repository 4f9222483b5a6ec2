-- The number of these entries that became dead letters.
SELECT count(*) FROM ledger.dead_letter WHERE stream = 'events' AND entry_id = ANY (?)
