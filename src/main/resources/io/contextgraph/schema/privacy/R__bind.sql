-- Makes a ledger the store's, as after a fork, which gives it another id. It is compared from the beginning, unless it
-- is the store's already.
CREATE OR REPLACE FUNCTION privacy.bind(to_ledger uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  bound uuid;
BEGIN
  LOCK TABLE privacy.ledger IN SHARE ROW EXCLUSIVE MODE;
  SELECT l.ledger_id INTO bound FROM privacy.ledger l ORDER BY l.bound_at DESC LIMIT 1;
  IF bound IS NOT DISTINCT FROM to_ledger THEN
    RETURN;
  END IF;
  -- After the one before also if the clock was ahead then.
  INSERT INTO privacy.ledger (ledger_id, applied_position, verified_at, bound_at)
  SELECT to_ledger, 0, '-infinity', greatest(clock_timestamp(), max(l.bound_at) + interval '1 us') FROM privacy.ledger l
  ON CONFLICT (ledger_id) DO UPDATE SET
    applied_position = 0, verified_at = '-infinity', bound_at = excluded.bound_at;
END
$$;

ALTER FUNCTION privacy.bind(uuid) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.bind(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.bind(uuid) TO privacy_officer;
