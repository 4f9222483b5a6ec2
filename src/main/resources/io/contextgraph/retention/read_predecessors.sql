-- The ids that the ledger had before its forks.
SELECT ledger_id FROM ledger.predecessor
