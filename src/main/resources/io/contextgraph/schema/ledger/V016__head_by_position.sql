-- An older job may continue: its statements find the row as before.
-- Finds the current version of the head's row by its position. While any session keeps a snapshot, for
-- example an open transaction in psql, Postgres keeps every earlier version of the row; a scan reads
-- them all, and so would the check of a unique key that never changes. The key of an index on the
-- position is new with each append, and the last entry is the current version.
-- Fails rather than let appends wait while another session holds a lock on the table.
SET LOCAL lock_timeout = '3s';

ALTER TABLE ledger.head DROP CONSTRAINT head_pkey, ADD CONSTRAINT head_pkey PRIMARY KEY (position);

-- What the primary key on only_row guaranteed: one row.
CREATE FUNCTION ledger.refuse_second_head() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on ledger.head is refused: it has one row', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;
ALTER FUNCTION ledger.refuse_second_head() OWNER TO ledger_owner;

CREATE TRIGGER refuse_second_head BEFORE INSERT OR DELETE OR TRUNCATE ON ledger.head
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_second_head();

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (16, true);
