SELECT privacy.bound() AS ledger_id
