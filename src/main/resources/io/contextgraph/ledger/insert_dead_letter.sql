-- Unique are stream, entry id and the digest of the fields. The target is not named, so that a
-- migration may change what is unique while a job runs.
INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)
VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
