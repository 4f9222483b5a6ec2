-- Locks a key-encryption key until the end of the transaction, so that it stays the active one. The first key
-- that is ever used becomes the active one. Fails if another one is active, which the detail of the failure names.
CREATE OR REPLACE FUNCTION privacy.use_kek(kek text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM privacy.kek k WHERE k.kek_id = kek AND k.state = 'active' FOR SHARE;
  IF FOUND THEN
    RETURN;
  END IF;
  INSERT INTO privacy.kek (kek_id, state)
  SELECT kek, 'active' WHERE NOT EXISTS (SELECT FROM privacy.kek k WHERE k.state = 'active')
  ON CONFLICT DO NOTHING;
  UPDATE privacy.kek k SET state = 'active', created_at = clock_timestamp()
  WHERE k.kek_id = kek AND k.state = 'added' AND NOT EXISTS (SELECT FROM privacy.kek k WHERE k.state = 'active');
  PERFORM FROM privacy.kek k WHERE k.kek_id = kek AND k.state = 'active' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the key-encryption key % is not the active one', kek
      USING ERRCODE = 'KS002',
        DETAIL = coalesce((SELECT k.kek_id FROM privacy.kek k WHERE k.state = 'active'), 'none');
  END IF;
END
$$;

ALTER FUNCTION privacy.use_kek(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.use_kek(text) FROM PUBLIC;
