SELECT event_id, content_hash FROM ledger.event_identity WHERE event_id = ANY (?)
