-- An older job may continue.
-- Scans every partition, under a lock that admits reads and appends but no new partition.
ALTER TABLE ledger.event VALIDATE CONSTRAINT event_event_type_check;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (12, true);
