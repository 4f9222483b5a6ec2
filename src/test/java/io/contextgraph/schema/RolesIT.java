package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every role that a program logs in with tries to change what was recorded, and is refused. */
class RolesIT {
  private static final String REFUSED = "42501";
  private static final String OLD = "ledger.event_2020_02";
  private static final String NEW = "ledger.event_2026_11";

  private static String database;
  private static PostgresConnections superuser;

  @BeforeAll
  static void recordInAnOldAndANewPartition() throws SQLException {
    database = TestServers.newLedger();
    superuser = TestServers.ledger(database, "postgres");
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(
          List.of(
              event(1, "2020-02-02T09:00:00Z"),
              event(2, "2026-11-02T09:00:00Z"),
              event(3, "2026-11-02T09:00:01Z")));
    }
    TestSql.execute(
        superuser,
        "INSERT INTO ledger.tile (level, tile_index, hashes)"
            + " VALUES (7, 0, decode(repeat('00', 8192), 'hex'))");
  }

  private static Event event(int number, String time) {
    return EventFields.valid()
        .with("event_id", "01a19b7c-a680-71c3-ace8-a4871293700" + number)
        .with("occurred_at", time)
        .event("events", number + "-0");
  }

  static List<String> logins() throws SQLException {
    return List.of(
        TestSql.text(
                TestServers.ledger("postgres", "postgres"),
                "SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles"
                    + " WHERE rolname IN ('ledger_writer', 'ledger_reader', 'ledger_operator',"
                    + " 'ledger_control', 'ledger_notary') AND rolcanlogin")
            .split(","));
  }

  /** Tables whose rows never change: no role has any right to do this. */
  private static Stream<String> recorded() {
    return Stream.concat(
        Stream.of("ledger.event", OLD, NEW, "ledger.event_identity", "ledger.tile"),
        Stream.of("ledger.checkpoint", "ledger.predecessor"));
  }

  private static String firstColumn(String table) throws SQLException {
    return TestSql.text(
        superuser,
        "SELECT attname FROM pg_attribute WHERE attrelid = '"
            + table
            + "'::regclass AND attnum = 1");
  }

  private static List<String> changes(String table) throws SQLException {
    String column = firstColumn(table);
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
  private static List<String> others() {
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
        "ALTER TABLE ledger.event DETACH PARTITION " + OLD,
        "ALTER TABLE ledger.event DETACH PARTITION " + NEW,
        "INSERT INTO " + OLD + " SELECT * FROM ledger.event WHERE occurred_at < '2021-01-01'",
        "INSERT INTO " + NEW + " SELECT * FROM ledger.event WHERE occurred_at > '2021-01-01'",
        "UPDATE ledger.head SET ledger_id = gen_random_uuid()",
        "UPDATE ledger.head SET only_row = only_row",
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

  /** Returns the statements that did not end as they should. */
  private static List<String> notRefused(String role, List<String> statements) throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Connection connection = TestServers.ledger(database, role).open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        String outcome = outcome(statement, sql);
        connection.rollback();
        if (!outcome.startsWith(REFUSED)) {
          wrong.add(role + ": " + sql + ": " + outcome);
        }
      }
    }
    return wrong;
  }

  private static String outcome(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return "allowed";
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage();
    }
  }

  @ParameterizedTest
  @MethodSource("logins")
  void noLoginRoleChangesWhatIsRecorded(String role) throws SQLException {
    List<String> wrong = new ArrayList<>();
    for (String table : (Iterable<String>) recorded()::iterator) {
      wrong.addAll(notRefused(role, changes(table)));
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("logins")
  void noLoginRoleGetsAroundTheTables(String role) throws SQLException {
    assertThat(notRefused(role, others())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("logins")
  void onlyTheRolesThatAppendWriteHeadAndTilesAndTheHeadOnlyMovesForward(String role)
      throws SQLException {
    boolean appends = List.of("ledger_writer", "ledger_control").contains(role);
    List<String> writes =
        List.of(
            "UPDATE ledger.head SET position = position",
            "INSERT INTO ledger.tile (level, tile_index, hashes)"
                + " VALUES (6, 0, decode(repeat('00', 8192), 'hex'))",
            "INSERT INTO ledger.event_identity SELECT gen_random_uuid(), 4, now(), content_hash"
                + " FROM ledger.event_identity LIMIT 1");
    assertThat(notRefused(role, writes)).hasSize(appends ? writes.size() : 0);

    List<String> moves =
        List.of(
            "UPDATE ledger.head SET position = position - 1",
            "UPDATE ledger.head SET position = 0, tree_size = 0, frontier = ''",
            "UPDATE ledger.head SET position = position + 1",
            "UPDATE ledger.head SET position = position + 1, tree_size = tree_size + 1",
            "UPDATE ledger.head SET tree_size = tree_size - 1",
            "UPDATE ledger.head SET tree_size = tree_size + 1");
    try (Connection connection = TestServers.ledger(database, role).open();
        Statement statement = connection.createStatement()) {
      for (String move : moves) {
        assertThat(outcome(statement, move)).as("%s: %s", role, move).isNotEqualTo("allowed");
      }
    }
    assertThat(TestSql.text(superuser, "SELECT position FROM ledger.head")).isEqualTo("3");
  }

  @Test
  void theOwnerLogsInNowhereAndNoLoginRoleIsAMemberOfAnything() throws SQLException {
    assertThat(
            TestSql.text(
                superuser, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'ledger_owner'"))
        .isEqualTo("f");
    assertThat(
            TestSql.text(
                superuser,
                "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
                    + " WHERE r.rolname LIKE 'ledger\\_%' AND r.rolname <> 'ledger_analyst'"))
        .isEqualTo("0");
  }
}
