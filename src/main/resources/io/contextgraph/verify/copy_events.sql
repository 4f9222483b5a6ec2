COPY (
  SELECT
    global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id, parent_event_id,
    tool_name, ended_at, status, schema_version, importance_hint, subject_id, payload_ref, payload,
    attributes, personal_data, recorded_at, content_hash, stream, entry_id, tableoid
  FROM ledger.event
  WHERE global_position > $after AND global_position <= $up_to
  ORDER BY global_position
) TO STDOUT (FORMAT binary)
