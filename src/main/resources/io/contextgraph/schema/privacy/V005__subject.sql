-- One row a subject: its keyset, or the tombstone that took the keyset's place. Since both are the same row,
-- two sessions that create a key and a third that erases meet at its lock, and a tombstone is final.
CREATE TABLE privacy.subject (
  subject_id      text COLLATE "C" NOT NULL PRIMARY KEY CHECK (subject_id <> ''),
  -- Of the keyset. Sealed values name it.
  version         int         NOT NULL DEFAULT 1 CHECK (version >= 1),
  -- Encrypted by the key-encryption key, and bound to the subject; NULL once erased.
  keyset          bytea,
  kek_id          text COLLATE "C" REFERENCES privacy.kek,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- No program has the keyset in use after this time.
  leased_until    timestamptz,
  -- The last time that the keyset was leased, or would have been if it were not erased, to seal values that had
  -- reached Redis in plain.
  plain_sealed_at timestamptz,
  -- The tombstone.
  erased_at       timestamptz,
  erased_by       text COLLATE "C",
  erased_os_user  text,
  erased_host     text,
  reason          text,
  -- What the keyset was encrypted by; NULL if there was none.
  erased_kek_id   text COLLATE "C" REFERENCES privacy.kek,
  -- Of privacy.erased in the ledger, and its position once it is recorded there.
  event_id        uuid,
  position        bigint,
  finished_at     timestamptz,
  CONSTRAINT subject_keyset_check CHECK ((keyset IS NULL) = (erased_at IS NOT NULL)),
  CHECK ((keyset IS NULL) = (kek_id IS NULL)),
  CHECK (num_nulls(erased_at, erased_by, reason, event_id) IN (0, 4)),
  CHECK (erased_at IS NOT NULL OR num_nonnulls(erased_os_user, erased_host, erased_kek_id, position, finished_at) = 0)
);
ALTER TABLE privacy.subject OWNER TO privacy_owner;
CREATE INDEX subject_by_kek ON privacy.subject (kek_id, subject_id) WHERE keyset IS NOT NULL;
CREATE INDEX subject_unfinished ON privacy.subject (subject_id) WHERE erased_at IS NOT NULL AND finished_at IS NULL;

-- An erased subject never gets a key again, and the facts of a tombstone never change.
CREATE FUNCTION privacy.keep_subject() RETURNS trigger
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
      NEW.erased_host, NEW.reason, NEW.erased_kek_id, NEW.event_id)
    IS DISTINCT FROM
     (OLD.version, OLD.keyset, OLD.kek_id, OLD.leased_until, OLD.erased_at, OLD.erased_by, OLD.erased_os_user,
      OLD.erased_host, OLD.reason, OLD.erased_kek_id, OLD.event_id)
    OR (OLD.position IS NOT NULL AND NEW.position IS DISTINCT FROM OLD.position)
    OR (OLD.finished_at IS NOT NULL AND NEW.finished_at IS DISTINCT FROM OLD.finished_at) THEN
    RAISE EXCEPTION 'UPDATE on privacy.subject is refused: the subject was erased, and a tombstone never changes'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION privacy.keep_subject() OWNER TO privacy_owner;
CREATE TRIGGER keep_subject BEFORE UPDATE ON privacy.subject
  FOR EACH ROW EXECUTE FUNCTION privacy.keep_subject();
CREATE TRIGGER refuse_delete BEFORE DELETE ON privacy.subject
  FOR EACH ROW EXECUTE FUNCTION privacy.refuse_removal();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON privacy.subject
  FOR EACH STATEMENT EXECUTE FUNCTION privacy.refuse_removal();
ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER keep_subject;
ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER refuse_delete;
ALTER TABLE privacy.subject ENABLE ALWAYS TRIGGER refuse_truncate;
