package io.contextgraph.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.MarkdownDocument;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the statements for a role of your own in docs/maintenance.md, and logs in as that role. */
class ReaderRoleIT {
  private static final Path GUIDE = Path.of("docs/maintenance.md");
  private static final String ROLE = "ledger_analyst";
  private static final String PASSWORD = "of the test";
  private static final Pattern GRANTED =
      Pattern.compile("GRANT SELECT \\(([^)]*)\\)\\s+ON ledger\\.(\\w+)");

  private static PostgresConnections superuser;
  private static PostgresConnections analyst;
  private static List<String> documented;

  @BeforeAll
  static void runTheDocumentedStatements() throws SQLException {
    String database = TestServers.newLedger();
    superuser = TestServers.ledger(database, "postgres");
    analyst =
        new PostgresConnections(
            new ServerAddress(superuser.address().uri(), ROLE, new Secret.InMemory(PASSWORD)),
            "test");
    documented =
        new MarkdownDocument(MarkdownDocument.read(GUIDE))
            .blocks("sql").stream()
                .filter(block -> block.contains(ROLE))
                .flatMap(block -> Arrays.stream(block.split(";\n")))
                .toList();
    TestSql.execute(superuser, documented.toArray(String[]::new));
    TestSql.execute(superuser, "ALTER ROLE " + ROLE + " PASSWORD '" + PASSWORD + "'");
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(
          List.of(EventFields.valid().with("payload", "{\"a\":1}").event("events", "1-0")));
    }
  }

  @AfterAll
  static void dropTheRole() throws SQLException {
    TestSql.execute(superuser, "DROP OWNED BY " + ROLE, "DROP ROLE " + ROLE);
  }

  private static Set<String> granted(String table) {
    Set<String> columns = new TreeSet<>();
    GRANTED
        .matcher(String.join(";\n", documented))
        .results()
        .filter(grant -> grant.group(2).equals(table))
        .forEach(grant -> columns.addAll(List.of(grant.group(1).strip().split("\\s*,\\s*"))));
    return columns;
  }

  private static List<String> columns(String table) throws SQLException {
    return List.of(
        TestSql.text(
                superuser,
                "SELECT string_agg(column_name, ',') FROM information_schema.columns"
                    + " WHERE table_schema = 'ledger' AND table_name = '"
                    + table
                    + "'")
            .split(","));
  }

  private static void assertRefused(String sql) {
    assertThatThrownBy(() -> TestSql.execute(analyst, sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("42501");
  }

  @Test
  void theRoleReadsEveryColumnThatIsGranted() throws SQLException {
    String columns = String.join(", ", granted("event"));
    assertThat(granted("event")).contains("global_position", "session_id", "status");
    TestSql.execute(analyst, "SELECT " + columns + " FROM ledger.event");
    assertThat(TestSql.text(analyst, "SELECT session_id FROM ledger.event")).isEqualTo("s1");
    assertThat(TestSql.text(analyst, "SELECT count(*) FROM ledger.event")).isEqualTo("1");
    assertThat(TestSql.text(analyst, "SELECT position FROM ledger.head")).isEqualTo("1");
    assertThat(granted("dead_letter")).contains("reason", "detail");
    TestSql.execute(
        analyst,
        "SELECT " + String.join(", ", granted("dead_letter")) + " FROM ledger.dead_letter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "event_identity", "head", "dead_letter", "schema_version"})
  void theRoleReadsNoOtherColumn(String table) throws SQLException {
    for (String column : columns(table)) {
      if (!granted(table).contains(column)) {
        assertRefused("SELECT " + column + " FROM ledger." + table);
      }
    }
  }

  @Test
  void contentAndPersonalDataAreNotAmongTheGrantedColumns() {
    assertThat(granted("event"))
        .doesNotContain(
            "payload", "attributes", "payload_ref", "subject_id", "personal_data", "content_hash");
    assertThat(granted("dead_letter")).doesNotContain("fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM ledger.event",
        "SELECT session_id FROM ledger.event_2026_11",
        "SELECT * FROM ledger.events(0, 10)",
        "SELECT * FROM ledger.event_by_id('01a19b7c-a680-71c3-ace8-a48712937ea3')",
        "SELECT ledger.ensure_partition('2030-01-01')",
        "INSERT INTO ledger.dead_letter (reason) VALUES ('x')",
        "UPDATE ledger.head SET position = 0",
        "UPDATE ledger.dead_letter SET status = 'discarded'",
        "DELETE FROM ledger.event_identity",
        "TRUNCATE ledger.event",
        "DROP TABLE ledger.event_2026_11",
        "CREATE TABLE ledger.own (id int)",
        "SELECT session_id FROM ledger.event FOR UPDATE",
      })
  void theRoleCanDoNothingElseEvenInATransactionThatMayWrite(String sql) {
    assertRefused("SET transaction_read_only = off; " + sql);
  }

  @Test
  void aTransactionOfTheRoleIsReadOnlyAndEndsByItselfWhenItIsForgotten() throws SQLException {
    assertThat(TestSql.text(analyst, "SHOW transaction_read_only")).isEqualTo("on");
    assertThat(TestSql.text(analyst, "SHOW idle_in_transaction_session_timeout")).isNotEqualTo("0");
    assertThat(TestSql.text(analyst, "SHOW statement_timeout")).isNotEqualTo("0");
  }
}
