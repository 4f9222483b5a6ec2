SELECT ledger.ensure_partition(?)
