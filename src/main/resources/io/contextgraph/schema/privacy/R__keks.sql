-- The key-encryption keys, the oldest first, and how many living subjects each serves.
CREATE OR REPLACE FUNCTION privacy.keks()
RETURNS TABLE (kek_id text, state text, created_at timestamptz, retired_at timestamptz, destroyed_at timestamptz,
  subjects bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.kek_id, k.state, k.created_at, k.retired_at, k.destroyed_at,
    (SELECT count(*) FROM privacy.subject s WHERE s.kek_id = k.kek_id AND s.keyset IS NOT NULL)
  FROM privacy.kek k ORDER BY k.created_at, k.kek_id
$$;

ALTER FUNCTION privacy.keks() OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.keks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.keks() TO privacy_officer;
