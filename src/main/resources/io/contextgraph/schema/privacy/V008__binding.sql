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
    OR (OLD.leased_until IS NOT NULL AND coalesce(NEW.leased_until < OLD.leased_until, true))
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

-- A key-encryption key that leaves the key file is remembered before it is removed: one that the file never had is
-- not destroyed by that.
ALTER TABLE privacy.kek DROP CONSTRAINT kek_state_check;
ALTER TABLE privacy.kek ADD CONSTRAINT kek_state_check CHECK (state IN ('active', 'retired', 'leaving', 'destroyed'));

CREATE OR REPLACE FUNCTION privacy.keep_kek() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.kek_id, NEW.created_at) IS DISTINCT FROM (OLD.kek_id, OLD.created_at)
    OR (OLD.state, NEW.state) NOT IN (('active', 'retired'), ('retired', 'leaving'), ('leaving', 'destroyed')) THEN
    RAISE EXCEPTION
      'UPDATE on privacy.kek is refused: a key-encryption key is used, then retired, then removed, then destroyed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

INSERT INTO privacy.schema_version (version, older_program_may_continue) VALUES (8, false);
