-- Which ids were ever recorded: not partitioned, and kept when a partition of events is dropped.
CREATE TABLE ledger.event_identity (
  event_id        uuid        NOT NULL PRIMARY KEY,
  global_position bigint      NOT NULL UNIQUE,
  occurred_at     timestamptz NOT NULL,
  content_hash    bytea       NOT NULL
);

ALTER TABLE ledger.event_identity OWNER TO ledger_owner;
GRANT SELECT, INSERT ON ledger.event_identity TO ledger_writer;
GRANT SELECT ON ledger.event_identity TO ledger_reader, ledger_operator;
