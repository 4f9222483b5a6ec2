-- The position of an event.
SELECT global_position FROM ledger.event_by_id(?::uuid)
