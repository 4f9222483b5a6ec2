package io.contextgraph.schema;

import java.util.List;

/** Statements that no role of a ledger that can log in may run. */
final class RefusedStatements {
  private RefusedStatements() {}

  /**
   * What changes a table.
   *
   * @param column one of its columns
   */
  static List<String> ofTable(String table, String column) {
    return List.of(
        "UPDATE " + table + " SET " + column + " = " + column,
        "DELETE FROM " + table,
        "DELETE FROM " + table + " WHERE false",
        "TRUNCATE " + table,
        "TRUNCATE " + table + " CASCADE",
        "DROP TABLE " + table + " CASCADE",
        "ALTER TABLE " + table + " DISABLE TRIGGER ALL",
        "ALTER TABLE " + table + " DISABLE TRIGGER refuse_truncate",
        "DROP TRIGGER refuse_truncate ON " + table,
        "CREATE TRIGGER mine BEFORE INSERT ON "
            + table
            + " FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()",
        "CREATE RULE mine AS ON INSERT TO " + table + " DO INSTEAD NOTHING",
        "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON " + table + " USING (false)",
        "ALTER TABLE " + table + " DROP COLUMN " + column,
        "ALTER TABLE " + table + " OWNER TO CURRENT_USER",
        "ALTER TABLE " + table + " SET SCHEMA public",
        "CREATE INDEX ON " + table + " (" + column + ")",
        "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
  }

  /** What lies beside the tables. */
  static List<String> besideTables(String database, String oldPartition, String newPartition) {
    return List.of(
        "SET session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "SET ROLE ledger_owner",
        "SET ROLE postgres",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "GRANT ledger_owner TO CURRENT_USER",
        "CREATE ROLE mine",
        "CREATE TABLE ledger.mine (id int)",
        "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RETURN NEW; END'",
        "DROP FUNCTION ledger.refuse_change() CASCADE",
        "ALTER FUNCTION ledger.event_by_id(uuid) OWNER TO CURRENT_USER",
        "DROP SCHEMA ledger CASCADE",
        "ALTER SCHEMA ledger RENAME TO mine",
        "ALTER TABLE ledger.event DETACH PARTITION " + oldPartition,
        "ALTER TABLE ledger.event DETACH PARTITION " + newPartition,
        "INSERT INTO "
            + oldPartition
            + " SELECT * FROM ledger.event WHERE occurred_at < '2021-01-01'",
        "INSERT INTO "
            + newPartition
            + " SELECT * FROM ledger.event WHERE occurred_at > '2021-01-01'",
        "UPDATE ledger.head SET ledger_id = gen_random_uuid()",
        "UPDATE ledger.head SET only_row = only_row",
        "UPDATE ledger.head SET suspended = NULL",
        "INSERT INTO ledger.head (ledger_id, position, recorded_at) VALUES"
            + " (gen_random_uuid(), 9, now())",
        "DELETE FROM ledger.head",
        "TRUNCATE ledger.head",
        "DROP TABLE ledger.head CASCADE",
        "ALTER TABLE ledger.head DISABLE TRIGGER ALL",
        "UPDATE ledger.schema_version SET version = version",
        "DELETE FROM ledger.schema_version",
        "DELETE FROM ledger.dead_letter",
        "TRUNCATE ledger.dead_letter",
        "DROP TABLE ledger.dead_letter",
        "UPDATE ledger.dead_letter SET fields = fields",
        "UPDATE ledger.dead_letter SET stream = stream",
        "DELETE FROM ledger.audit",
        "UPDATE ledger.audit SET event_type = event_type",
        "DROP VIEW ledger.audit",
        "CREATE OR REPLACE VIEW ledger.audit AS SELECT 1",
        "SELECT * FROM ledger.schema_history",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_reload_conf()",
        "ALTER DATABASE " + database + " SET session_replication_role = replica");
  }
}
