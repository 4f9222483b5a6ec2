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

  static List<String> logins() {
    return LedgerRoles.defaultLogins();
  }

  /** Tables whose rows never change: no role has any right to do this. */
  private static Stream<String> recorded() {
    return Stream.of(
        "ledger.event",
        OLD,
        NEW,
        "ledger.event_identity",
        "ledger.tile",
        "ledger.checkpoint",
        "ledger.predecessor");
  }

  private static String firstColumn(String table) throws SQLException {
    return TestSql.text(
        superuser,
        "SELECT attname FROM pg_attribute WHERE attrelid = '"
            + table
            + "'::regclass AND attnum > 0 AND attidentity = '' ORDER BY attnum LIMIT 1");
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
      wrong.addAll(notRefused(role, RefusedStatements.ofTable(table, firstColumn(table))));
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("logins")
  void noLoginRoleGetsAroundTheTables(String role) throws SQLException {
    assertThat(notRefused(role, RefusedStatements.besideTables(database, OLD, NEW))).isEmpty();
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
    assertOutcomes(role, writes, appends ? "allowed" : "42501");

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
        assertThat(outcome(statement, move))
            .as("%s: %s", role, move)
            .matches("(42501|23514) (?s:.*)");
      }
    }
    assertThat(TestSql.text(superuser, "SELECT position FROM ledger.head")).isEqualTo("3");
  }

  /** Each statement in a transaction of its own, which is rolled back. */
  private void assertOutcomes(String role, List<String> statements, String start)
      throws SQLException {
    try (Connection connection = TestServers.ledger(database, role).open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        assertThat(outcome(statement, sql)).as("%s: %s", role, sql).startsWith(start);
        connection.rollback();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("logins")
  void onlyTheNotaryStoresCheckpointsSuspendsAndForks(String role) throws SQLException {
    List<String> writes =
        List.of(
            "INSERT INTO ledger.checkpoint (origin, tree_size, root, note)"
                + " VALUES ('x', 0, decode(repeat('00', 32), 'hex'), '')",
            "SELECT ledger.suspend()",
            "SELECT ledger.fork()");
    boolean notary = role.equals("ledger_notary");
    assertOutcomes(role, writes, notary ? "allowed" : "42501");
    assertThat(
            notRefused(
                role,
                List.of(
                    "INSERT INTO ledger.checkpoint (origin, tree_size, root, note, stored_at)"
                        + " VALUES ('x', 0, decode(repeat('00', 32), 'hex'), '', now())",
                    "INSERT INTO ledger.predecessor (ledger_id, successor, position)"
                        + " VALUES (gen_random_uuid(), gen_random_uuid(), 0)")))
        .isEmpty();
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
