-- The ids that the ledger had before its forks, and its last position then.
SELECT ledger_id, position FROM ledger.predecessor
