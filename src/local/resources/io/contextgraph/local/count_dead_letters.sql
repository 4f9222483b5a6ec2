SELECT count(*) FROM ledger.dead_letter
