-- Makes a new key-encryption key the active one, and retires the one before. The active one stays as it is. One that was
-- not announced may have encrypted any keyset, before this store was restored from a backup.
CREATE OR REPLACE FUNCTION privacy.activate_kek(kek text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  LOCK TABLE privacy.kek IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek AND k.state = 'active') THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek AND k.state <> 'added') THEN
    RAISE EXCEPTION 'the key-encryption key % was retired, and is not used again', kek
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  UPDATE privacy.kek k SET state = 'retired', retired_at = clock_timestamp() WHERE k.state = 'active';
  UPDATE privacy.kek k SET state = 'active', created_at = clock_timestamp() WHERE k.kek_id = kek;
  INSERT INTO privacy.kek (kek_id, state, created_at)
  SELECT kek, 'active', CASE WHEN EXISTS (SELECT FROM privacy.kek) THEN to_timestamp(0) ELSE clock_timestamp() END
  WHERE NOT EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek);
END
$$;

ALTER FUNCTION privacy.activate_kek(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.activate_kek(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.activate_kek(text) TO privacy_officer;
