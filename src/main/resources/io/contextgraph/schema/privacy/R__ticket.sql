-- Records that the data of some subjects will be opened, a row each. Each ticket can be redeemed once, in a
-- later transaction, within 5 minutes.
CREATE OR REPLACE FUNCTION privacy.ticket(subjects text[], question text, os_user text, host text)
RETURNS TABLE (subject_id text, ticket uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO privacy.read_log (subject_id, question, os_user, host)
  SELECT DISTINCT named, $2, $3, $4 FROM unnest($1) named
  RETURNING subject_id, ticket
$$;

ALTER FUNCTION privacy.ticket(text[], text, text, text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.ticket(text[], text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.ticket(text[], text, text, text) TO privacy_opener;
