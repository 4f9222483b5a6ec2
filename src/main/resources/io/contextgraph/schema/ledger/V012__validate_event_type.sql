-- An older job may continue.
-- `schema install` has validated the rule on each partition before, so this scans nothing and holds its
-- lock on the table, which admits reads and appends but no new partition, for a moment.
ALTER TABLE ledger.event VALIDATE CONSTRAINT event_event_type_check;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (12, true);
