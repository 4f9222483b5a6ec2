-- The position of the first event of an agent.
SELECT global_position FROM ledger.events_of_agent(?, 0, 1)
