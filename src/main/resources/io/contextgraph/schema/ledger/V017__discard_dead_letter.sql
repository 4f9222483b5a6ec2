-- An older job may continue: it does not write the new columns.
-- Who discarded a dead letter, when and why. The columns have no default, so no row is written.
-- Fails rather than let dead letters wait while another session holds a lock on the table.
SET LOCAL lock_timeout = '3s';

ALTER TABLE ledger.dead_letter ADD COLUMN discarded_at timestamptz;
ALTER TABLE ledger.dead_letter ADD COLUMN discarded_by text COLLATE "C";
ALTER TABLE ledger.dead_letter ADD COLUMN discard_reason text;

GRANT UPDATE (discarded_at, discarded_by, discard_reason) ON ledger.dead_letter TO ledger_operator;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (17, true);
