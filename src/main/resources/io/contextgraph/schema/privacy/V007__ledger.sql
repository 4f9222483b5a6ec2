-- Up to which position of a ledger every erased subject is known to be erased here, and since when. A store
-- that was restored from a backup misses erasures; it serves no key until it was compared.
CREATE TABLE privacy.ledger (
  ledger_id        uuid        NOT NULL PRIMARY KEY,
  applied_position bigint      NOT NULL CHECK (applied_position >= 0),
  verified_at      timestamptz NOT NULL
);
ALTER TABLE privacy.ledger OWNER TO privacy_owner;

INSERT INTO privacy.schema_version (version, older_program_may_continue) VALUES (7, true);
