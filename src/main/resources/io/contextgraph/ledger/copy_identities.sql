COPY ledger.event_identity (event_id, global_position, occurred_at, content_hash)
FROM STDIN (FORMAT binary)
