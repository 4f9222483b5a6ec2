-- Ends an erasure: it is recorded in the ledger, and every lease of the keyset has ended.
CREATE OR REPLACE FUNCTION privacy.finish(subject text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE privacy.subject s SET finished_at = coalesce(s.finished_at, clock_timestamp())
  WHERE s.subject_id = subject AND s.position IS NOT NULL
    AND (s.leased_until IS NULL OR s.leased_until < clock_timestamp());
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the erasure is not recorded in the ledger, or a lease of the key has not ended'
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
END
$$;

ALTER FUNCTION privacy.finish(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.finish(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.finish(text) TO privacy_officer;
