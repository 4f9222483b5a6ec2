-- The number of rows of these events, and the number of distinct events among them.
SELECT count(*), count(DISTINCT event_id) FROM ledger.event_identity
JOIN ledger.event USING (event_id, global_position, occurred_at, content_hash)
WHERE event_id = ANY (?::uuid[])
