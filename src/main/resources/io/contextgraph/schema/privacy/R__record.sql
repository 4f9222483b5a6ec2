-- Remembers the position of the event that recorded an erasure in the ledger.
CREATE OR REPLACE FUNCTION privacy.record(subject text, at_position bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE privacy.subject s SET position = at_position WHERE s.subject_id = subject AND s.erased_at IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the subject is not erased' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END
$$;

ALTER FUNCTION privacy.record(text, bigint) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.record(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.record(text, bigint) TO privacy_officer;
