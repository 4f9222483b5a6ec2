package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every role of the key store tries what it must not do, and is refused. */
class KeyStoreRolesIT {
  private static final String REFUSED = "42501";
  private static final List<String> TABLES =
      List.of("subject", "kek", "read_log", "ledger", "schema_version", "schema_history");

  /** The functions that each role may run. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "privacy_sealer", Set.of("lease", "compared", "verify"),
          "privacy_opener", Set.of("ticket", "open", "compared", "verify"),
          "privacy_officer",
              Set.of(
                  "compared",
                  "verify",
                  "erase",
                  "erased",
                  "apply",
                  "record",
                  "finish",
                  "activate_kek",
                  "announce_kek",
                  "bind",
                  "bound",
                  "know_keks",
                  "leaving",
                  "rewrap_page",
                  "rewrap",
                  "destroyed",
                  "keks",
                  "counts",
                  "unfinished",
                  "openings"));

  private static TestStore test;

  @BeforeAll
  static void create() throws SQLException {
    test = TestStore.create();
    try (KeyStore sealer = test.open("sealer")) {
      test.lease(sealer, "alice");
    }
  }

  private static List<String> statements() {
    List<String> statements =
        new ArrayList<>(
            List.of(
                "SET ROLE privacy_owner",
                "SET ROLE postgres",
                "SET ROLE ledger_reader",
                "SET session_replication_role = replica",
                "CREATE TABLE privacy.mine (id int)",
                "CREATE FUNCTION privacy.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE OR REPLACE FUNCTION privacy.require_compared() RETURNS void LANGUAGE sql AS"
                    + " ''",
                "DROP SCHEMA privacy CASCADE",
                "ALTER SCHEMA privacy OWNER TO CURRENT_USER",
                "DROP FUNCTION privacy.keep_subject() CASCADE",
                "INSERT INTO privacy.schema_version VALUES (99, true)",
                "SELECT * FROM ledger.event",
                "SELECT * FROM ledger.head",
                "SELECT * FROM ledger.audit",
                "SELECT * FROM ledger.dead_letter",
                "SELECT * FROM ledger.event_by_id(gen_random_uuid())",
                "COPY (SELECT 1) TO PROGRAM 'true'"));
    for (String table : TABLES) {
      String name = "privacy." + table;
      Stream.of(
              "SELECT * FROM " + name,
              "SELECT count(*) FROM " + name,
              "INSERT INTO " + name + " DEFAULT VALUES",
              "UPDATE " + name + " SET " + column(table) + " = " + column(table),
              "DELETE FROM " + name,
              "TRUNCATE " + name,
              "DROP TABLE " + name + " CASCADE",
              "ALTER TABLE " + name + " DISABLE TRIGGER ALL",
              "ALTER TABLE " + name + " OWNER TO CURRENT_USER",
              "LOCK TABLE " + name + " IN ACCESS EXCLUSIVE MODE",
              "CREATE INDEX ON " + name + " (" + column(table) + ")")
          .filter(sql -> !isAllowed(table, sql))
          .forEach(statements::add);
    }
    return statements;
  }

  /** Programs compare the version of the schema with their own. */
  private static boolean isAllowed(String table, String sql) {
    return table.equals("schema_version") && sql.startsWith("SELECT");
  }

  private static String column(String table) {
    return switch (table) {
      case "subject", "read_log" -> "subject_id";
      case "kek" -> "kek_id";
      case "ledger" -> "ledger_id";
      default -> "version";
    };
  }

  private static String outcome(String role, String sql) throws SQLException {
    try (Connection connection = test.as(role).open();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql);
      return "allowed";
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"privacy_sealer", "privacy_opener", "privacy_officer"})
  void aRoleReachesNoTableAndNothingOfTheLedger(String role) throws SQLException {
    List<String> wrong = new ArrayList<>();
    for (String sql : statements()) {
      String outcome = outcome(role, sql);
      if (!outcome.startsWith(REFUSED)) {
        wrong.add(sql + ": " + outcome);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The functions by name, each with a call that has a null for every parameter. */
  private static Map<String, String> functions() throws SQLException {
    Map<String, String> calls = new TreeMap<>();
    try (Connection connection = test.as("postgres").open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT proname, pronargs FROM pg_proc"
                    + " WHERE pronamespace = 'privacy'::regnamespace AND prorettype <>"
                    + " 'trigger'::regtype")) {
      while (rows.next()) {
        String nulls = String.join(", ", "NULL ".repeat(rows.getInt(2)).strip().split(" "));
        calls.put(rows.getString(1), "SELECT privacy." + rows.getString(1) + "(" + nulls + ")");
      }
    }
    return calls;
  }

  @ParameterizedTest
  @ValueSource(strings = {"privacy_sealer", "privacy_opener", "privacy_officer"})
  void aRoleRunsItsOwnFunctionsOnly(String role) throws SQLException {
    Map<String, String> functions = functions();
    assertThat(functions.keySet()).containsAll(ALLOWED.get(role));
    for (Map.Entry<String, String> function : functions.entrySet()) {
      boolean refused = outcome(role, function.getValue()).startsWith(REFUSED);
      assertThat(refused)
          .as("%s: %s", role, function.getValue())
          .isEqualTo(!ALLOWED.get(role).contains(function.getKey()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ledger_writer",
        "ledger_reader",
        "ledger_operator",
        "ledger_notary",
        "ledger_control"
      })
  void noRoleOfTheLedgerReachesTheKeyStore(String role) throws SQLException {
    assertThat(outcome(role, "SELECT * FROM privacy.subject")).startsWith(REFUSED);
    for (String call : functions().values()) {
      assertThat(outcome(role, call)).as("%s: %s", role, call).startsWith(REFUSED);
    }
  }

  @Test
  void everyFunctionOfARoleRunsAsItsOwnerWithAFixedSearchPath() throws SQLException {
    assertThat(
            test.text(
                "SELECT coalesce(string_agg(proname, ' '), '') FROM pg_proc"
                    + " WHERE pronamespace = 'privacy'::regnamespace AND (proconfig IS NULL"
                    + " OR NOT proconfig::text LIKE '%search_path=pg_catalog, pg_temp%'"
                    + " OR pg_get_userbyid(proowner) <> 'privacy_owner')"))
        .isEmpty();
    assertThat(
            test.text(
                "SELECT coalesce(string_agg(proname, ' '), '') FROM pg_proc p"
                    + " WHERE pronamespace = 'privacy'::regnamespace AND NOT prosecdef AND EXISTS"
                    + " (SELECT FROM aclexplode(proacl) a WHERE a.grantee <> p.proowner)"))
        .isEmpty();
  }

  @Test
  void theOwnerLogsInNowhereAndNoRoleIsAMemberOfAnother() throws SQLException {
    assertThat(test.text("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'privacy_owner'"))
        .isEqualTo("f");
    assertThat(
            test.text(
                "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r"
                    + " ON r.oid IN (m.member, m.roleid) WHERE r.rolname LIKE 'privacy\\_%'"))
        .isEqualTo("0");
  }
}
