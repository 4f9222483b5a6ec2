SELECT pg_total_relation_size('ledger.event_2016_10')
