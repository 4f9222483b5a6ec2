-- The last position given out. Locking this row is what puts appends in order.
CREATE TABLE ledger.head (
  only_row    boolean     NOT NULL DEFAULT true PRIMARY KEY CHECK (only_row),
  ledger_id   uuid        NOT NULL,
  position    bigint      NOT NULL CHECK (position >= 0),
  recorded_at timestamptz NOT NULL
);

ALTER TABLE ledger.head OWNER TO ledger_owner;
INSERT INTO ledger.head (ledger_id, position, recorded_at)
VALUES (gen_random_uuid(), 0, '-infinity');
GRANT SELECT, UPDATE (position, recorded_at) ON ledger.head TO ledger_writer;
GRANT SELECT ON ledger.head TO ledger_reader, ledger_operator;
