COPY ledger.event (
  global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id,
  parent_event_id, tool_name, ended_at, status, schema_version, importance_hint, subject_id,
  payload_ref, payload, personal_data, attributes, recorded_at, content_hash, stream, entry_id)
FROM STDIN (FORMAT binary)
