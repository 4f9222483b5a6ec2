-- The keyset of a subject for the next 30 seconds; the candidate becomes it if the subject has none. `plain`
-- says that it seals values that reached Redis in plain. An erased subject has no keyset.
CREATE OR REPLACE FUNCTION privacy.lease(subject text, candidate bytea, candidate_kek text, plain boolean,
  OUT version int, OUT keyset bytea, OUT kek_id text, OUT erased boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM privacy.require_compared();
  FOR attempt IN 1..2 LOOP
    UPDATE privacy.subject s SET
      leased_until = greatest(s.leased_until, clock_timestamp() + interval '30 s'),
      plain_sealed_at = CASE WHEN plain THEN greatest(s.plain_sealed_at, clock_timestamp()) ELSE s.plain_sealed_at END
    WHERE s.subject_id = subject AND s.keyset IS NOT NULL
    RETURNING s.version, s.keyset, s.kek_id INTO version, keyset, kek_id;
    IF FOUND THEN
      erased := false;
      RETURN;
    END IF;
    -- This statement may see a row that the one before did not: another session made it in between.
    erased := EXISTS (SELECT FROM privacy.subject s WHERE s.subject_id = subject AND s.erased_at IS NOT NULL);
    IF erased THEN
      RETURN;
    END IF;
    PERFORM privacy.use_kek(candidate_kek);
    -- If another session was first, the next attempt takes its keyset or finds its tombstone.
    INSERT INTO privacy.subject (subject_id, keyset, kek_id) VALUES (subject, candidate, candidate_kek)
      ON CONFLICT DO NOTHING;
  END LOOP;
  RAISE EXCEPTION 'the row of a subject cannot be seen' USING ERRCODE = 'serialization_failure';
END
$$;

ALTER FUNCTION privacy.lease(text, bytea, text, boolean) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.lease(text, bytea, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.lease(text, bytea, text, boolean) TO privacy_sealer;
