SELECT ledger.drop_archived(?, ?)
