SELECT * FROM ledger.events_of_agent(?, ?, 100)
