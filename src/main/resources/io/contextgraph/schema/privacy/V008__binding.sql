-- The ids of the store's ledger are kept in the order in which they were bound: a fork gives a ledger another one.
ALTER TABLE privacy.ledger ADD COLUMN bound_at timestamptz NOT NULL DEFAULT clock_timestamp();
UPDATE privacy.ledger SET bound_at = verified_at WHERE isfinite(verified_at);
DROP FUNCTION IF EXISTS privacy.verify(uuid, bigint, bigint, boolean, text[]);

-- In spite of how many holds a subject was erased, and the listed ones as JSON: an erasure that was interrupted is
-- completed with them.
ALTER TABLE privacy.subject ADD COLUMN despite_holds bigint NOT NULL DEFAULT 0;
ALTER TABLE privacy.subject ADD COLUMN holds text NOT NULL DEFAULT '[]';
ALTER TABLE privacy.subject ADD CONSTRAINT subject_holds_check CHECK (despite_holds = 0 OR erased_at IS NOT NULL);
DROP FUNCTION IF EXISTS privacy.erase(text, text, uuid, text, text);
DROP FUNCTION IF EXISTS privacy.erased(text);

CREATE OR REPLACE FUNCTION privacy.keep_subject() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.subject_id, NEW.created_at) IS DISTINCT FROM (OLD.subject_id, OLD.created_at)
    OR NEW.version < OLD.version
    -- A tombstone takes back a lease that was given while the clock of the server was ahead.
    OR (OLD.leased_until IS NOT NULL AND coalesce(NEW.leased_until < OLD.leased_until, true)
      AND (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL))
    OR (OLD.plain_sealed_at IS NOT NULL AND coalesce(NEW.plain_sealed_at < OLD.plain_sealed_at, true)) THEN
    RAISE EXCEPTION 'UPDATE on privacy.subject is refused: a subject only moves forward'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD.erased_at IS NULL THEN
    RETURN NEW;
  END IF;
  IF (NEW.version, NEW.keyset, NEW.kek_id, NEW.leased_until, NEW.erased_at, NEW.erased_by, NEW.erased_os_user,
      NEW.erased_host, NEW.reason, NEW.erased_kek_id, NEW.event_id, NEW.despite_holds, NEW.holds)
    IS DISTINCT FROM
     (OLD.version, OLD.keyset, OLD.kek_id, OLD.leased_until, OLD.erased_at, OLD.erased_by, OLD.erased_os_user,
      OLD.erased_host, OLD.reason, OLD.erased_kek_id, OLD.event_id, OLD.despite_holds, OLD.holds)
    OR (OLD.position IS NOT NULL AND NEW.position IS DISTINCT FROM OLD.position)
    OR (OLD.finished_at IS NOT NULL AND NEW.finished_at IS DISTINCT FROM OLD.finished_at) THEN
    RAISE EXCEPTION 'UPDATE on privacy.subject is refused: the subject was erased, and a tombstone never changes'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- A key-encryption key that a program adds to the key file is announced before, so that one that is in the file and
-- unknown here was added by other hands, or was used before this store was restored. One that leaves the file is
-- remembered before it is removed: one that the file never had is not destroyed by that.
ALTER TABLE privacy.kek DROP CONSTRAINT kek_state_check;
ALTER TABLE privacy.kek ADD CONSTRAINT kek_state_check
  CHECK (state IN ('added', 'active', 'retired', 'leaving', 'destroyed'));
ALTER TABLE privacy.kek DROP CONSTRAINT kek_check;
ALTER TABLE privacy.kek ADD CONSTRAINT kek_retired_check
  CHECK ((state IN ('added', 'active')) = (retired_at IS NULL));

CREATE OR REPLACE FUNCTION privacy.keep_kek() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.kek_id <> OLD.kek_id OR (NEW.created_at <> OLD.created_at AND OLD.state <> 'added')
    OR (OLD.state, NEW.state) NOT IN
      (('added', 'active'), ('active', 'retired'), ('retired', 'leaving'), ('leaving', 'destroyed')) THEN
    RAISE EXCEPTION
      'UPDATE on privacy.kek is refused: a key-encryption key is added, used, retired, removed, and then destroyed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

INSERT INTO privacy.schema_version (version, older_program_may_continue) VALUES (8, false);
