SELECT * FROM ledger.events_of_trace(?, ?, 100)
