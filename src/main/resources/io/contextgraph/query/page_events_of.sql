-- The events that one of the ledger's functions returns; its name replaces :function.
SELECT e.global_position, row_to_json(e) FROM (
  SELECT global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id,
    parent_event_id, tool_name, ended_at, status, schema_version, importance_hint, subject_id,
    payload_ref, payload, attributes, recorded_at, encode(content_hash, 'hex') AS content_hash,
    stream, entry_id
  FROM ledger.:function
  ORDER BY global_position) e
