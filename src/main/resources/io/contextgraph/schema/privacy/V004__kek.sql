-- The key-encryption keys by their ids. The keys themselves are only in the key file.
CREATE TABLE privacy.kek (
  kek_id       text COLLATE "C" NOT NULL PRIMARY KEY CHECK (kek_id ~ '^kek-[0-9a-f]{8}$'),
  state        text COLLATE "C" NOT NULL CHECK (state IN ('active', 'retired', 'destroyed')),
  created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  retired_at   timestamptz,
  destroyed_at timestamptz,
  CHECK ((state = 'active') = (retired_at IS NULL)),
  CHECK ((state = 'destroyed') = (destroyed_at IS NOT NULL))
);
ALTER TABLE privacy.kek OWNER TO privacy_owner;
CREATE UNIQUE INDEX kek_one_active ON privacy.kek (state) WHERE state = 'active';

-- A key is used, then retired, then destroyed.
CREATE FUNCTION privacy.keep_kek() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.kek_id, NEW.created_at) IS DISTINCT FROM (OLD.kek_id, OLD.created_at)
    OR (OLD.state, NEW.state) NOT IN (('active', 'retired'), ('retired', 'destroyed')) THEN
    RAISE EXCEPTION 'UPDATE on privacy.kek is refused: a key-encryption key is used, then retired, then destroyed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION privacy.keep_kek() OWNER TO privacy_owner;
CREATE TRIGGER keep_kek BEFORE UPDATE ON privacy.kek
  FOR EACH ROW EXECUTE FUNCTION privacy.keep_kek();
CREATE TRIGGER refuse_delete BEFORE DELETE ON privacy.kek
  FOR EACH ROW EXECUTE FUNCTION privacy.refuse_removal();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON privacy.kek
  FOR EACH STATEMENT EXECUTE FUNCTION privacy.refuse_removal();
ALTER TABLE privacy.kek ENABLE ALWAYS TRIGGER keep_kek;
ALTER TABLE privacy.kek ENABLE ALWAYS TRIGGER refuse_delete;
ALTER TABLE privacy.kek ENABLE ALWAYS TRIGGER refuse_truncate;
