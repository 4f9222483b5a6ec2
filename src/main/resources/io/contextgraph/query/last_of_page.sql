-- The last id of the next dead letters after an id; NULL if there is none.
SELECT max(id) FROM (SELECT id FROM ledger.dead_letter WHERE id > ? ORDER BY id LIMIT ?) AS next
