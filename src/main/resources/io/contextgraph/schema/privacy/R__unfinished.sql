-- The erased subjects whose erasure is not finished, the first of them.
CREATE OR REPLACE FUNCTION privacy.unfinished(at_most int) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.subject_id FROM privacy.subject s
  WHERE s.erased_at IS NOT NULL AND s.finished_at IS NULL ORDER BY s.subject_id LIMIT $1
$$;

ALTER FUNCTION privacy.unfinished(int) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.unfinished(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.unfinished(int) TO privacy_officer;
