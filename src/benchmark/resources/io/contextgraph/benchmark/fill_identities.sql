INSERT INTO ledger.event_identity (event_id, global_position, occurred_at, content_hash)
SELECT event_id, global_position, occurred_at, content_hash FROM ledger.event
WHERE global_position BETWEEN ? AND ?
ORDER BY global_position
