SELECT * FROM ledger.events_of_session(?, ?, 100)
