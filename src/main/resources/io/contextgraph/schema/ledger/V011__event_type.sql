-- An older job may continue: the types that it records have two words or more, which stays allowed.
-- One word is enough. NOT VALID spares the scan of all partitions under this exclusive lock; it is
-- checked for every new row. V012 validates it. Readers and appends wait no longer than the timeout
-- allows: if it runs out, nothing has changed, and `schema install` may be run again.
SET LOCAL lock_timeout = '5s';

ALTER TABLE ledger.event
  DROP CONSTRAINT event_event_type_check,
  ADD CONSTRAINT event_event_type_check
    CHECK (event_type ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$' AND octet_length(event_type) <= 128)
    NOT VALID;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (11, true);
