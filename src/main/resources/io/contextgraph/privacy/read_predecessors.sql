SELECT ledger_id FROM ledger.predecessor
