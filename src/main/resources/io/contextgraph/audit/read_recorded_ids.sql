SELECT event_id::text
FROM ledger.event_identity
WHERE event_id = ANY (?::uuid[])
