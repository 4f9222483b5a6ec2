-- The keysets that a key-encryption key encrypts, in the order of their subjects, after one of them.
CREATE OR REPLACE FUNCTION privacy.rewrap_page(from_kek text, after_subject text, page_size int)
RETURNS TABLE (subject_id text, version int, keyset bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.subject_id, s.version, s.keyset FROM privacy.subject s
  WHERE s.kek_id = $1 AND s.keyset IS NOT NULL AND s.subject_id > $2
  ORDER BY s.subject_id LIMIT $3
$$;

ALTER FUNCTION privacy.rewrap_page(text, text, int) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.rewrap_page(text, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.rewrap_page(text, text, int) TO privacy_officer;
