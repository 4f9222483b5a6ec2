-- Compares a part of a ledger: the subjects are those of its events privacy.erased at the positions after
-- `from_position` up to `to_position`. Returns the ones that are not erased here. If there is none, the store is
-- compared up to `to_position`, and serves keys for 60 seconds if that is the ledger's end. Returns NULL, and changes
-- nothing, if the store is compared up to another position than `from_position`, and that is not 0.
CREATE OR REPLACE FUNCTION privacy.verify(of_ledger uuid, from_position bigint, to_position bigint, is_end boolean,
  subjects text[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  applied bigint;
  missing text[];
  compared_at timestamptz := CASE WHEN is_end THEN clock_timestamp() ELSE '-infinity' END;
BEGIN
  SELECT l.applied_position INTO applied FROM privacy.ledger l WHERE l.ledger_id = of_ledger FOR UPDATE;
  IF from_position NOT IN (0, coalesce(applied, 0)) OR to_position < from_position THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(array_agg(DISTINCT named ORDER BY named), '{}') INTO missing FROM unnest(subjects) named
  WHERE NOT EXISTS (SELECT FROM privacy.subject s WHERE s.subject_id = named AND s.erased_at IS NOT NULL);
  IF missing = '{}' THEN
    INSERT INTO privacy.ledger AS l (ledger_id, applied_position, verified_at)
    VALUES (of_ledger, to_position, compared_at)
    ON CONFLICT (ledger_id) DO UPDATE SET
      applied_position = excluded.applied_position,
      verified_at = greatest(l.verified_at, excluded.verified_at);
  END IF;
  RETURN missing;
END
$$;

ALTER FUNCTION privacy.verify(uuid, bigint, bigint, boolean, text[]) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.verify(uuid, bigint, bigint, boolean, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.verify(uuid, bigint, bigint, boolean, text[])
  TO privacy_sealer, privacy_opener, privacy_officer;
