-- Compares a part of a ledger: the subjects are those of its events privacy.erased at the positions after
-- `from_position` up to `to_position`. Returns the ones that are not erased here. If there is none, the store is
-- compared up to `to_position`, and serves keys for 60 seconds if that is the ledger's end. Returns NULL, and changes
-- nothing, if the store is not compared up to `from_position`. The position
-- moves back only if the caller saw, after it asked how far the store was compared, that the ledger ends earlier.
-- The first ledger that is compared is the store's; privacy.bind gives it another one.
CREATE OR REPLACE FUNCTION privacy.verify(of_ledger uuid, from_position bigint, to_position bigint, is_end boolean,
  went_back boolean, subjects text[]) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  bound uuid;
  applied bigint;
  missing text[];
  compared_at timestamptz := CASE WHEN is_end THEN clock_timestamp() ELSE '-infinity' END;
BEGIN
  SELECT l.ledger_id INTO bound FROM privacy.ledger l ORDER BY l.bound_at DESC LIMIT 1;
  IF bound IS NULL THEN
    LOCK TABLE privacy.ledger IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO privacy.ledger (ledger_id, applied_position, verified_at)
    SELECT of_ledger, 0, '-infinity' WHERE NOT EXISTS (SELECT FROM privacy.ledger);
    SELECT l.ledger_id INTO bound FROM privacy.ledger l ORDER BY l.bound_at DESC LIMIT 1;
  END IF;
  IF bound <> of_ledger THEN
    RAISE EXCEPTION 'the key store belongs to the ledger %, not to %', bound, of_ledger USING ERRCODE = 'KS004';
  END IF;
  SELECT l.applied_position INTO applied FROM privacy.ledger l WHERE l.ledger_id = of_ledger FOR UPDATE;
  IF from_position > applied OR to_position < from_position THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(array_agg(DISTINCT named ORDER BY named), '{}') INTO missing FROM unnest(subjects) named
  WHERE NOT EXISTS (SELECT FROM privacy.subject s WHERE s.subject_id = named AND s.erased_at IS NOT NULL);
  IF missing = '{}' THEN
    UPDATE privacy.ledger l SET
      applied_position = CASE WHEN went_back THEN to_position ELSE greatest(l.applied_position, to_position) END,
      verified_at = greatest(l.verified_at, compared_at)
    WHERE l.ledger_id = of_ledger;
  END IF;
  RETURN missing;
END
$$;

ALTER FUNCTION privacy.verify(uuid, bigint, bigint, boolean, boolean, text[]) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.verify(uuid, bigint, bigint, boolean, boolean, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.verify(uuid, bigint, bigint, boolean, boolean, text[])
  TO privacy_sealer, privacy_opener, privacy_officer;
