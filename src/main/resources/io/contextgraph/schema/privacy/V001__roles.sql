-- The owner of everything, and the three roles that programs log in with: one seals, one opens, one erases
-- and rotates. Passwords are set by `schema install` from secrets; until then none of the three can log in
-- with a password.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'privacy_owner') THEN
    CREATE ROLE privacy_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'privacy_sealer') THEN
    CREATE ROLE privacy_sealer LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'privacy_opener') THEN
    CREATE ROLE privacy_opener LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'privacy_officer') THEN
    CREATE ROLE privacy_officer LOGIN;
  END IF;
END
$$;
ALTER SCHEMA privacy OWNER TO privacy_owner;
GRANT USAGE ON SCHEMA privacy TO privacy_sealer, privacy_opener, privacy_officer;
