-- Makes a new key-encryption key the active one, and retires the one before. The active one stays as it is.
CREATE OR REPLACE FUNCTION privacy.activate_kek(kek text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  LOCK TABLE privacy.kek IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek AND k.state = 'active') THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek) THEN
    RAISE EXCEPTION 'the key-encryption key % was retired, and is not used again', kek
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  UPDATE privacy.kek k SET state = 'retired', retired_at = clock_timestamp() WHERE k.state = 'active';
  INSERT INTO privacy.kek (kek_id, state) VALUES (kek, 'active');
END
$$;

ALTER FUNCTION privacy.activate_kek(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.activate_kek(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.activate_kek(text) TO privacy_officer;
