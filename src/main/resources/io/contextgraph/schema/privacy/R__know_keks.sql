-- Makes key-encryption keys known that the ledger names and this store does not, as one that was restored from a
-- backup may not: as retired ones that may have encrypted any keyset, so that they count until they are destroyed.
CREATE OR REPLACE FUNCTION privacy.know_keks(keks text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO privacy.kek (kek_id, state, created_at, retired_at)
  SELECT DISTINCT named, 'retired', to_timestamp(0), clock_timestamp() FROM unnest(keks) named
  ON CONFLICT DO NOTHING
$$;

ALTER FUNCTION privacy.know_keks(text[]) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.know_keks(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.know_keks(text[]) TO privacy_officer;
