-- Replaces the encrypted form of a keyset. False if the subject has another one by now, or was erased.
CREATE OR REPLACE FUNCTION privacy.rewrap(subject text, old_keyset bytea, new_keyset bytea, kek text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM privacy.use_kek(kek);
  UPDATE privacy.subject s SET keyset = new_keyset, kek_id = kek
  WHERE s.subject_id = subject AND s.keyset = old_keyset;
  RETURN FOUND;
END
$$;

ALTER FUNCTION privacy.rewrap(text, bytea, bytea, text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.rewrap(text, bytea, bytea, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.rewrap(text, bytea, bytea, text) TO privacy_officer;
