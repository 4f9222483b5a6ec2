SELECT coalesce(max(id), 0) FROM ledger.dead_letter
