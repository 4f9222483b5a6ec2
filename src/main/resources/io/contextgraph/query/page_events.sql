-- The events after a position that meet every condition given; NULL means no condition. The ledger's
-- functions (page_events_of.sql) answer one condition each; this combines them.
-- The server must plan it with the actual values: only then are NULL conditions removed from the
-- plan, and the others use their indexes and partitions.
SELECT e.global_position, row_to_json(e) FROM (
  SELECT global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id,
    parent_event_id, tool_name, ended_at, status, schema_version, importance_hint, subject_id,
    payload_ref, payload, attributes, recorded_at, encode(content_hash, 'hex') AS content_hash,
    stream, entry_id
  FROM ledger.event
  WHERE global_position > ?
    AND (?::text IS NULL OR session_id = ?)
    AND (?::text IS NULL OR agent_id = ?)
    AND (?::text IS NULL OR trace_id = ?)
    AND (?::timestamptz IS NULL OR occurred_at >= ?)
    AND (?::timestamptz IS NULL OR occurred_at < ?)
  ORDER BY global_position LIMIT ?) e
