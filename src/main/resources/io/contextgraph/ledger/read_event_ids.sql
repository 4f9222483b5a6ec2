SELECT global_position, event_id FROM ledger.event_identity WHERE global_position = ANY (?)
