SELECT ledger_id, position FROM ledger.head ORDER BY position DESC LIMIT 1
