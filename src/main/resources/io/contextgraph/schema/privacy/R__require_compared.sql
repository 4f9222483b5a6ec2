-- Fails unless a ledger was compared with this store in the last 60 seconds.
CREATE OR REPLACE FUNCTION privacy.require_compared() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM privacy.ledger WHERE verified_at > clock_timestamp() - interval '60 s') THEN
    RAISE EXCEPTION 'no program compared this key store with its ledger in the last 60 seconds, so it serves no key'
      USING ERRCODE = 'KS001';
  END IF;
END
$$;

ALTER FUNCTION privacy.require_compared() OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.require_compared() FROM PUBLIC;
