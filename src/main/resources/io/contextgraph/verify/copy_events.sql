-- The casts keep the binary form if the type of a column was changed.
COPY (
  SELECT
    global_position::bigint, event_id::uuid, event_type::text, occurred_at::timestamptz, session_id::text,
    agent_id::text, trace_id::text, parent_event_id::uuid, tool_name::text, ended_at::timestamptz,
    status::text, schema_version::smallint, importance_hint::smallint, subject_id::text, payload_ref::text,
    payload::json, attributes::json, personal_data::bytea, recorded_at::timestamptz, content_hash::bytea,
    stream::text, entry_id::text, tableoid
  FROM ledger.event
  WHERE global_position > $after AND global_position <= $up_to
  ORDER BY global_position
) TO STDOUT (FORMAT binary)
