-- An older job may continue: it names no index.
-- B-trees on (session_id, global_position) and (trace_id, global_position) instead of hash indexes, in
-- which the insert of a key that is there already walks through every page that the key fills
-- (docs/decisions/0009-ordered-lookup-indexes.md).
-- Only partitions created from now on get the new indexes here. A partition that is there keeps its hash
-- indexes, which no longer belong to an index of ledger.event, until `schema reindex` has built the new
-- ones beside them.
-- Dropping an index of ledger.event would drop those of its partitions, so the partitions are detached
-- for that moment. `schema install` has given them the CHECK within_bounds, which spares the attach a
-- scan. Fails rather than let appends wait while another session holds a lock on the table.
SET LOCAL lock_timeout = '3s';

SET LOCAL client_min_messages = warning;

LOCK TABLE ledger.event IN ACCESS EXCLUSIVE MODE;

CREATE TEMPORARY TABLE detached ON COMMIT DROP AS
SELECT c.oid::regclass::text AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'ledger.event'::regclass;

DO $$
DECLARE
  moved record;
BEGIN
  FOR moved IN SELECT * FROM detached LOOP
    EXECUTE format('ALTER TABLE ledger.event DETACH PARTITION %s', moved.name);
  END LOOP;
  DROP INDEX ledger.event_session_idx, ledger.event_trace_idx;
  FOR moved IN SELECT * FROM detached LOOP
    EXECUTE format('ALTER TABLE ledger.event ATTACH PARTITION %s %s', moved.name, moved.bounds);
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS within_bounds', moved.name);
  END LOOP;
END
$$;

CREATE INDEX event_session_position_idx ON ONLY ledger.event (session_id, global_position);
CREATE INDEX event_trace_position_idx ON ONLY ledger.event (trace_id, global_position);

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (15, true);
