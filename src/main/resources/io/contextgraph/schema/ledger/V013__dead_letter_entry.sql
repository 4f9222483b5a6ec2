-- An older job must not continue: it writes dead letters with ON CONFLICT (stream, entry_id), which
-- needs the constraint that is dropped here. It would restart at each dead letter; nothing is lost.
-- Another entry under an id that was used before (Redis was emptied) is a dead letter of its own.
SET LOCAL lock_timeout = '5s';

CREATE UNIQUE INDEX dead_letter_entry_key
  ON ledger.dead_letter (stream, entry_id, sha256(fields));
ALTER TABLE ledger.dead_letter DROP CONSTRAINT dead_letter_stream_entry_id_key;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (13, false);
