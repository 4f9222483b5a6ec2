-- Where the event with an id is recorded, and its content hash.
SELECT global_position, content_hash FROM ledger.event_identity WHERE event_id = ?
