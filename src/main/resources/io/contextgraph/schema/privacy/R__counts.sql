-- How many subjects have a key, were erased, and have an erasure that is not finished.
CREATE OR REPLACE FUNCTION privacy.counts(OUT living bigint, OUT erased bigint, OUT unfinished bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE keyset IS NOT NULL), count(*) FILTER (WHERE keyset IS NULL),
    count(*) FILTER (WHERE erased_at IS NOT NULL AND finished_at IS NULL)
  FROM privacy.subject
$$;

ALTER FUNCTION privacy.counts() OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.counts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.counts() TO privacy_officer;
