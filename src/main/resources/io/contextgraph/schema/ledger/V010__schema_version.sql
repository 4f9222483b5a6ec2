-- An older job may continue.
-- Which migrations are installed, for programs that may not read Flyway's table, and whether a job
-- made for an earlier version may continue after each. Every later migration adds its own row.
CREATE TABLE ledger.schema_version (
  version                smallint NOT NULL PRIMARY KEY,
  older_job_may_continue boolean  NOT NULL
);

ALTER TABLE ledger.schema_version OWNER TO ledger_owner;
GRANT SELECT ON ledger.schema_version TO ledger_writer, ledger_reader, ledger_operator;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (10, true);
