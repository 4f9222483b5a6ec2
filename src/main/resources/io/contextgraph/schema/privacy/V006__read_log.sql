-- Who opened whose personal data, and why. A row is a ticket: its transaction must be over before it is
-- redeemed, so no rollback removes the record of what was opened.
CREATE TABLE privacy.read_log (
  ticket      uuid        NOT NULL PRIMARY KEY DEFAULT gen_random_uuid(),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  who         text COLLATE "C" NOT NULL DEFAULT session_user,
  os_user     text,
  host        text,
  subject_id  text COLLATE "C" NOT NULL CHECK (subject_id <> ''),
  question    text        NOT NULL,
  xid         xid8        NOT NULL DEFAULT pg_current_xact_id(),
  redeemed_at timestamptz
);
ALTER TABLE privacy.read_log OWNER TO privacy_owner;
CREATE INDEX read_log_by_subject ON privacy.read_log (subject_id, at);

CREATE FUNCTION privacy.keep_read_log() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (NEW.ticket, NEW.at, NEW.who, NEW.os_user, NEW.host, NEW.subject_id, NEW.question, NEW.xid)
    IS DISTINCT FROM (OLD.ticket, OLD.at, OLD.who, OLD.os_user, OLD.host, OLD.subject_id, OLD.question, OLD.xid)
    OR OLD.redeemed_at IS NOT NULL THEN
    RAISE EXCEPTION 'UPDATE on privacy.read_log is refused: a ticket is only redeemed, once'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION privacy.keep_read_log() OWNER TO privacy_owner;
CREATE TRIGGER keep_read_log BEFORE UPDATE ON privacy.read_log
  FOR EACH ROW EXECUTE FUNCTION privacy.keep_read_log();
CREATE TRIGGER refuse_delete BEFORE DELETE ON privacy.read_log
  FOR EACH ROW EXECUTE FUNCTION privacy.refuse_removal();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON privacy.read_log
  FOR EACH STATEMENT EXECUTE FUNCTION privacy.refuse_removal();
ALTER TABLE privacy.read_log ENABLE ALWAYS TRIGGER keep_read_log;
ALTER TABLE privacy.read_log ENABLE ALWAYS TRIGGER refuse_delete;
ALTER TABLE privacy.read_log ENABLE ALWAYS TRIGGER refuse_truncate;
