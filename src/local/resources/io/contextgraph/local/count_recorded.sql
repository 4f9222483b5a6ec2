-- The rows of these events, and how many different events they are of.
SELECT count(*), count(DISTINCT event_id) FROM ledger.event_identity
JOIN ledger.event USING (event_id, global_position, occurred_at, content_hash)
WHERE event_id = ANY (?::uuid[])
