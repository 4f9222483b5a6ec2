-- An older job may continue until the tree has caught up with the positions. From then on it fails at its
-- first append with the message of ledger.keep_head, and nothing is recorded without its leaf. In an empty
-- ledger that is so from the beginning; the tree of any other is built by `ledger build-tree`.
-- Fails rather than let appends wait while another session holds a lock on the tables.
SET LOCAL lock_timeout = '3s';

-- The Merkle tree over the ledger (RFC 6962). The leaf of position p has the index p - 1.
ALTER TABLE ledger.head ADD COLUMN tree_size bigint NOT NULL DEFAULT 0;
-- The hashes of the complete subtrees, the largest first.
ALTER TABLE ledger.head ADD COLUMN frontier bytea NOT NULL DEFAULT '';
ALTER TABLE ledger.head
  ADD CONSTRAINT head_tree_size_check CHECK (tree_size BETWEEN 0 AND position),
  ADD CONSTRAINT head_frontier_check
    CHECK (octet_length(frontier) = 32 * bit_count(tree_size::bit(64)));
GRANT UPDATE (tree_size, frontier) ON ledger.head TO ledger_writer;

-- The full tiles of all levels, as in C2SP tlog-tiles: 256 hashes of 32 bytes, the leftmost first.
CREATE TABLE ledger.tile (
  level      smallint NOT NULL CONSTRAINT tile_level_check CHECK (level BETWEEN 0 AND 7),
  tile_index bigint   NOT NULL CONSTRAINT tile_tile_index_check CHECK (tile_index >= 0),
  hashes     bytea    NOT NULL CONSTRAINT tile_hashes_check CHECK (octet_length(hashes) = 8192),
  PRIMARY KEY (level, tile_index)
);
ALTER TABLE ledger.tile OWNER TO ledger_owner;
-- Hashes cannot be compressed, so Postgres need not try.
ALTER TABLE ledger.tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
GRANT SELECT, INSERT ON ledger.tile TO ledger_writer;
GRANT SELECT ON ledger.tile TO ledger_reader, ledger_operator;

CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON ledger.tile
  FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON ledger.tile
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- The head only moves forward, only to what is recorded, and with its tree.
CREATE FUNCTION ledger.keep_head() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.position < OLD.position OR NEW.tree_size < OLD.tree_size OR NEW.recorded_at < OLD.recorded_at THEN
    RAISE EXCEPTION 'UPDATE on ledger.head is refused: it only moves forward'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.ledger_id <> OLD.ledger_id
    AND current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RAISE EXCEPTION 'UPDATE on ledger.head is refused: only "ledger fork" gives the ledger another id'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.tree_size = OLD.tree_size AND NEW.frontier <> OLD.frontier THEN
    RAISE EXCEPTION 'UPDATE on ledger.head is refused: a tree of the same size has the same hashes'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- A minute for a clock that is set back during an append.
  IF NEW.recorded_at > OLD.recorded_at AND (NEW.position = OLD.position OR NEW.recorded_at > clock_timestamp() + interval '1 minute') THEN
    RAISE EXCEPTION 'UPDATE on ledger.head is refused: recorded_at is the time of the last append'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.position = OLD.position THEN
    RETURN NEW;
  END IF;
  IF OLD.tree_size = OLD.position AND NEW.tree_size <> NEW.position THEN
    RAISE EXCEPTION 'this ledger has a tree, which the program does not continue: use the release that installed schema version 18, or a newer one'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT FROM ledger.event_identity WHERE global_position = NEW.position) THEN
    RAISE EXCEPTION 'UPDATE on ledger.head is refused: no event is recorded at position %', NEW.position
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION ledger.keep_head() OWNER TO ledger_owner;
CREATE TRIGGER keep_head BEFORE UPDATE ON ledger.head
  FOR EACH ROW EXECUTE FUNCTION ledger.keep_head();

-- Triggers of the origin do not fire for a session in the role `replica`; these always do.
ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_row_change;
ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE ledger.event_identity ENABLE ALWAYS TRIGGER refuse_row_change;
ALTER TABLE ledger.event_identity ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER refuse_row_change;
ALTER TABLE ledger.tile ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER refuse_second_head;
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER keep_head;
DO $$
DECLARE
  partition regclass;
BEGIN
  FOR partition IN
    SELECT inhrelid FROM pg_inherits WHERE inhparent = 'ledger.event'::regclass ORDER BY inhrelid
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_row_change', partition);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER refuse_truncate', partition);
  END LOOP;
END
$$;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (18, true);
