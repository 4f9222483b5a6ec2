SELECT ledger_id, position FROM ledger.head
