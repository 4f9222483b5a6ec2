-- Rows are never removed from the key store, not even by its owner's mistake: an erased subject whose row is
-- gone would get a new key.
CREATE FUNCTION privacy.refuse_removal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% on %.% is refused: rows of the key store are never removed',
    TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;
ALTER FUNCTION privacy.refuse_removal() OWNER TO privacy_owner;
