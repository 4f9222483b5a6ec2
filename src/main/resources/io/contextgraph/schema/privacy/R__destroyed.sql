-- Remembers that a key-encryption key was removed from the key file, as was remembered to begin.
CREATE OR REPLACE FUNCTION privacy.destroyed(kek text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE privacy.kek k SET state = 'destroyed', destroyed_at = clock_timestamp()
  WHERE k.kek_id = kek AND k.state = 'leaving';
  IF NOT FOUND AND NOT EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek AND k.state = 'destroyed') THEN
    RAISE EXCEPTION 'the key-encryption key % was not about to be removed', kek
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END
$$;

ALTER FUNCTION privacy.destroyed(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.destroyed(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.destroyed(text) TO privacy_officer;
