-- The ids that the ledger had before it was forked.
SELECT ledger_id::text FROM ledger.predecessor
