-- Every event, once, for good. Partitions are made by ledger.ensure_partition; there is no DEFAULT
-- partition, since a row in it would block the partition that it belongs to.
-- Texts that are looked up are COLLATE "C": an ICU collation costs a third of the append.
CREATE TABLE ledger.event (
  global_position bigint      NOT NULL CONSTRAINT event_global_position_check CHECK (global_position > 0),
  event_id        uuid        NOT NULL,
  event_type      text COLLATE "C" NOT NULL
    CONSTRAINT event_event_type_check
    CHECK (event_type ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$' AND octet_length(event_type) <= 128),
  occurred_at     timestamptz NOT NULL,
  session_id      text COLLATE "C" NOT NULL
    CONSTRAINT event_session_id_check CHECK (char_length(session_id) BETWEEN 1 AND 256),
  agent_id        text COLLATE "C" NOT NULL
    CONSTRAINT event_agent_id_check CHECK (char_length(agent_id) BETWEEN 1 AND 256),
  trace_id        text COLLATE "C" NOT NULL
    CONSTRAINT event_trace_id_check CHECK (char_length(trace_id) BETWEEN 1 AND 256),
  parent_event_id uuid CONSTRAINT event_parent_event_id_check CHECK (parent_event_id <> event_id),
  tool_name       text COLLATE "C"
    CONSTRAINT event_tool_name_check CHECK (char_length(tool_name) BETWEEN 1 AND 256),
  ended_at        timestamptz CONSTRAINT event_ended_at_check CHECK (ended_at >= occurred_at),
  status          text COLLATE "C"
    CONSTRAINT event_status_check
    CHECK (status IN ('pending', 'running', 'completed', 'failed', 'timeout')),
  schema_version  smallint    NOT NULL DEFAULT 1
    CONSTRAINT event_schema_version_check CHECK (schema_version >= 1),
  importance_hint smallint
    CONSTRAINT event_importance_hint_check CHECK (importance_hint BETWEEN 1 AND 10),
  subject_id      text COLLATE "C"
    CONSTRAINT event_subject_id_check CHECK (char_length(subject_id) BETWEEN 1 AND 256),
  payload_ref     text COLLATE "C"
    CONSTRAINT event_payload_ref_check CHECK (char_length(payload_ref) BETWEEN 1 AND 2048),
  payload         json,
  personal_data   bytea,
  attributes      json        NOT NULL DEFAULT '{}',
  recorded_at     timestamptz NOT NULL,
  content_hash    bytea       NOT NULL
    CONSTRAINT event_content_hash_check CHECK (octet_length(content_hash) = 33),
  stream          text COLLATE "C" NOT NULL,
  entry_id        text COLLATE "C" NOT NULL
) PARTITION BY RANGE (occurred_at);

ALTER TABLE ledger.event OWNER TO ledger_owner;

-- An agent's rows must come in position order without a sort; a session's and a trace's are few.
CREATE INDEX event_global_position_idx ON ledger.event (global_position);
CREATE INDEX event_agent_idx ON ledger.event (agent_id, global_position);
CREATE INDEX event_session_idx ON ledger.event USING hash (session_id);
CREATE INDEX event_trace_idx ON ledger.event USING hash (trace_id);
CREATE INDEX event_occurred_at_idx ON ledger.event (occurred_at);

GRANT SELECT, INSERT ON ledger.event TO ledger_writer;
GRANT SELECT ON ledger.event TO ledger_reader, ledger_operator;
