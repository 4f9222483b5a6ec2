-- An older job may continue: it neither reads nor writes what is new here.
-- What the notary signed, and how a ledger that lost signed positions gets a new id.
-- Fails rather than let appends wait while another session holds a lock on the table.
SET LOCAL lock_timeout = '3s';

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_notary') THEN
    CREATE ROLE ledger_notary LOGIN;
  END IF;
END
$$;
GRANT USAGE ON SCHEMA ledger TO ledger_notary;
GRANT SELECT ON ledger.event, ledger.event_identity, ledger.head, ledger.tile, ledger.schema_version
  TO ledger_notary;

-- Each checkpoint as it was released, with its signatures.
CREATE TABLE ledger.checkpoint (
  id        bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin    text COLLATE "C" NOT NULL,
  tree_size bigint           NOT NULL CHECK (tree_size >= 0),
  root      bytea            NOT NULL CHECK (octet_length(root) = 32),
  note      bytea            NOT NULL,
  stored_at timestamptz      NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE ledger.checkpoint OWNER TO ledger_owner;
CREATE INDEX checkpoint_by_size ON ledger.checkpoint (tree_size);
GRANT SELECT ON ledger.checkpoint TO ledger_writer, ledger_reader, ledger_operator, ledger_notary;
GRANT INSERT (origin, tree_size, root, note) ON ledger.checkpoint TO ledger_notary;

-- The ids that this ledger had before, each until signed positions were lost.
CREATE TABLE ledger.predecessor (
  ledger_id uuid             NOT NULL PRIMARY KEY,
  successor uuid             NOT NULL UNIQUE,
  position  bigint           NOT NULL,
  forked_at timestamptz      NOT NULL DEFAULT clock_timestamp(),
  forked_by text COLLATE "C" NOT NULL DEFAULT session_user
);
ALTER TABLE ledger.predecessor OWNER TO ledger_owner;
GRANT SELECT ON ledger.predecessor TO ledger_writer, ledger_reader, ledger_operator, ledger_notary;

CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON ledger.checkpoint
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON ledger.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON ledger.predecessor
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON ledger.predecessor
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER refuse_row_change;
ALTER TABLE ledger.checkpoint ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE ledger.predecessor ENABLE ALWAYS TRIGGER refuse_row_change;
ALTER TABLE ledger.predecessor ENABLE ALWAYS TRIGGER refuse_truncate;

-- Why nothing may be recorded: signed positions were lost; or the ledger was forked since, and the
-- event that says so is not recorded yet. NULL if recording is allowed.
ALTER TABLE ledger.head ADD COLUMN suspended text COLLATE "C"
  CONSTRAINT head_suspended_check CHECK (suspended IN ('lost', 'forked'));

CREATE FUNCTION ledger.refuse_append() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.suspended = 'forked' AND session_user = 'ledger_control' AND NEW.position = OLD.position + 1
    AND EXISTS (SELECT FROM ledger.event_identity i JOIN ledger.event e
      ON e.global_position = i.global_position AND e.occurred_at = i.occurred_at
      WHERE i.global_position = NEW.position AND e.event_type = 'audit.fork') THEN
    NEW.suspended := NULL;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'signed positions of this ledger were lost, so nothing is recorded until "context-graph ledger fork" is done: see "The ledger was restored or failed over" in docs/operations.md'
    USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;
ALTER FUNCTION ledger.refuse_append() OWNER TO ledger_owner;

-- Costs nothing while recording is allowed: its function is not called then.
CREATE TRIGGER refuse_append BEFORE UPDATE ON ledger.head FOR EACH ROW
  WHEN (OLD.suspended IS NOT NULL AND OLD.position <> NEW.position)
  EXECUTE FUNCTION ledger.refuse_append();
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER refuse_append;

-- Nothing is recorded any more until the fork. Returns whether that is new.
CREATE FUNCTION ledger.suspend() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE ledger.head SET suspended = 'lost' WHERE suspended IS NULL;
  RETURN FOUND;
END
$$;
ALTER FUNCTION ledger.suspend() OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.suspend() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.suspend() TO ledger_notary;

-- Gives the ledger a new id, which it returns. Recording is allowed again after the event audit.fork, the
-- first one under the new id. If that event is still missing after an earlier fork, the id stays.
CREATE FUNCTION ledger.fork() RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  successor uuid := gen_random_uuid();
  head record;
BEGIN
  SELECT h.ledger_id, h.position, h.suspended INTO STRICT head FROM ledger.head h FOR UPDATE;
  IF head.suspended = 'forked' THEN
    RETURN head.ledger_id;
  END IF;
  INSERT INTO ledger.predecessor (ledger_id, successor, position)
  VALUES (head.ledger_id, successor, head.position);
  UPDATE ledger.head SET ledger_id = successor, suspended = 'forked';
  RETURN successor;
END
$$;
ALTER FUNCTION ledger.fork() OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.fork() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.fork() TO ledger_notary;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (19, true);
