-- Up to which position of a ledger this store was compared, and when it last was; NULL if it never was.
CREATE OR REPLACE FUNCTION privacy.compared(of_ledger uuid, OUT applied_position bigint, OUT verified_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT max(l.applied_position), max(l.verified_at) FROM privacy.ledger l WHERE l.ledger_id = $1
$$;

ALTER FUNCTION privacy.compared(uuid) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.compared(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.compared(uuid) TO privacy_sealer, privacy_opener, privacy_officer;
