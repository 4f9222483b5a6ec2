SELECT status, count(*) FROM ledger.dead_letter GROUP BY status ORDER BY status
