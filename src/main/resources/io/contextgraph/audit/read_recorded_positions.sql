SELECT event_id::text, global_position
FROM ledger.event_identity
WHERE event_id = ANY (?::uuid[])
