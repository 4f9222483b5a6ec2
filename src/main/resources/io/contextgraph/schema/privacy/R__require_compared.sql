-- Fails unless the store's ledger was compared with it in the last 60 seconds. Of several ids of the ledger, which
-- forks give it, the newest counts.
CREATE OR REPLACE FUNCTION privacy.require_compared() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT coalesce(
    (SELECT l.verified_at > clock_timestamp() - interval '60 s' FROM privacy.ledger l
      ORDER BY l.bound_at DESC LIMIT 1),
    false) THEN
    RAISE EXCEPTION 'no program compared this key store with its ledger in the last 60 seconds, so it serves no key'
      USING ERRCODE = 'KS001';
  END IF;
END
$$;

ALTER FUNCTION privacy.require_compared() OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.require_compared() FROM PUBLIC;
