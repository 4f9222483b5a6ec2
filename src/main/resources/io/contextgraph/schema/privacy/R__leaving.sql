-- Remembers that a retired key-encryption key, which encrypts no keyset any more, is about to be removed from the key
-- file; or that no copy of it is left, so that nothing opens the keysets that it encrypts.
CREATE OR REPLACE FUNCTION privacy.leaving(kek text, no_copy_left boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT no_copy_left AND EXISTS (SELECT FROM privacy.subject s WHERE s.kek_id = kek AND s.keyset IS NOT NULL) THEN
    RAISE EXCEPTION 'the key-encryption key % still encrypts keys of subjects', kek
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  UPDATE privacy.kek k SET state = 'leaving' WHERE k.kek_id = kek AND k.state = 'retired';
  IF NOT FOUND AND NOT EXISTS (SELECT FROM privacy.kek k WHERE k.kek_id = kek AND k.state = 'leaving') THEN
    RAISE EXCEPTION 'the key-encryption key % is not retired', kek
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END
$$;

ALTER FUNCTION privacy.leaving(text, boolean) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.leaving(text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.leaving(text, boolean) TO privacy_officer;
