-- The ledger of this store, or NULL if none was compared with it yet.
CREATE OR REPLACE FUNCTION privacy.bound() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.ledger_id FROM privacy.ledger l ORDER BY l.bound_at DESC LIMIT 1
$$;

ALTER FUNCTION privacy.bound() OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.bound() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.bound() TO privacy_officer;
