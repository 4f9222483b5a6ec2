-- Entries that could not become events. `fields` holds the raw entry in the form that
-- docs/operations.md describes (FieldsFormat).
CREATE TABLE ledger.dead_letter (
  id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream        text COLLATE "C" NOT NULL,
  entry_id      text COLLATE "C" NOT NULL,
  reason        text COLLATE "C" NOT NULL,
  detail        text        NOT NULL,
  fields        bytea       NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  status        text COLLATE "C" NOT NULL DEFAULT 'open'
    CONSTRAINT dead_letter_status_check CHECK (status IN ('open', 'replayed', 'discarded')),
  replayed_at   timestamptz,
  replayed_by   text COLLATE "C",
  replayed_as   text COLLATE "C",
  CONSTRAINT dead_letter_stream_entry_id_key UNIQUE (stream, entry_id)
);

ALTER TABLE ledger.dead_letter OWNER TO ledger_owner;
GRANT SELECT, INSERT ON ledger.dead_letter TO ledger_writer;
GRANT SELECT ON ledger.dead_letter TO ledger_reader;
GRANT SELECT, UPDATE (status, replayed_at, replayed_by, replayed_as)
  ON ledger.dead_letter TO ledger_operator;
