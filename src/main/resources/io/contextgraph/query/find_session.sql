-- The position of the first event of a session.
SELECT global_position FROM ledger.events_of_session(?, 0, 1)
