-- An older job may continue: it names no index.
-- Finds the events about a person. By a hash of the subject, because a subject may have 1 kB; partial, so
-- that an event without a subject costs nothing.
-- Only partitions created from now on get their index here; `schema reindex` builds those of the others,
-- while events are recorded. Fails rather than let appends wait while another session holds a lock on the
-- table.
SET LOCAL lock_timeout = '3s';

CREATE INDEX event_subject_position_idx ON ONLY ledger.event (hashtextextended(subject_id, 0), global_position)
  WHERE subject_id IS NOT NULL;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (21, true);
