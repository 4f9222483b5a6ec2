-- Makes a new key-encryption key known before it is added to the key file.
CREATE OR REPLACE FUNCTION privacy.announce_kek(kek text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO privacy.kek (kek_id, state) VALUES (kek, 'added') ON CONFLICT DO NOTHING
$$;

ALTER FUNCTION privacy.announce_kek(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.announce_kek(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.announce_kek(text) TO privacy_officer;
