-- The owner of everything, and the three roles that programs log in with. Passwords are set by
-- `schema install` from secrets; until then none of the three can log in with a password.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_owner') THEN
    CREATE ROLE ledger_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_writer') THEN
    CREATE ROLE ledger_writer LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_reader') THEN
    CREATE ROLE ledger_reader LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_operator') THEN
    CREATE ROLE ledger_operator LOGIN;
  END IF;
END
$$;
ALTER SCHEMA ledger OWNER TO ledger_owner;
GRANT USAGE ON SCHEMA ledger TO ledger_writer, ledger_reader, ledger_operator;
