package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database role of a control event is one that logged in and did the work of the command. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ActorIT {
  private static final String URI = "CONTEXT_GRAPH_POSTGRES_URI";

  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));
  private Map<String, String> environment = Map.of();

  /** Names a role that does not exist, on a server that cannot be reached. */
  @BeforeEach
  void nameARoleThatNeverLogsIn() throws Exception {
    ledger = NotarizedLedger.create(folder);
    environment = ledger.environment();
    environment.put(URI, "postgresql://alice@127.0.0.1:1/x");
  }

  private void run(String... words) {
    CommandRun run = CommandRun.of(environment, words);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private String actors() throws SQLException {
    return ledger.text("SELECT string_agg(DISTINCT actor_role, ' ') FROM ledger.audit");
  }

  @Test
  void aChangeOfAKeyAndAHoldAreWorkOfTheControlRole() throws SQLException {
    run("ledger", "key", "rotate", "--file", ledger.key().toString());
    run("retention", "hold", "--session", "s", "--reason", "case");
    assertThat(ledger.text("SELECT string_agg(event_type, ' ') FROM ledger.audit"))
        .isEqualTo("audit.key retention.held");
    assertThat(actors()).isEqualTo("ledger_control");
  }

  @Test
  void aForkIsWorkOfTheNotary() throws SQLException {
    TestSql.execute(ledger.as("ledger_notary"), "SELECT ledger.suspend()");
    run("ledger", "fork", "--reason", "a restore");
    assertThat(actors()).isEqualTo("ledger_notary");
  }

  @Test
  void aReleaseReadsTheHoldsAsOneRoleAndIsWorkOfTheControlRole() throws SQLException {
    environment.put(URI, TestControl.uri(ledger.database(), "ledger_reader"));
    run("retention", "hold", "--session", "s", "--reason", "case");
    run("retention", "release", "--session", "s", "--reason", "closed");
    assertThat(actors()).isEqualTo("ledger_control");
  }

  @Test
  void aPersonWithALoginOfTheirOwnIsNamed() throws SQLException {
    String person = "person_" + System.nanoTime();
    ledger.execute(
        "CREATE ROLE " + person + " LOGIN PASSWORD 'p'",
        "GRANT ledger_operator TO " + person,
        "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
            + " VALUES ('s', '1-1', 'INVALID_STATUS', '', '')");
    String address = TestServers.ledger(ledger.database(), "postgres").address().uri().toString();
    environment.put(URI, address.replace("//", "//" + person + ":p@"));
    run("dead-letters", "discard", "1", "--reason", "a test");
    assertThat(actors()).isEqualTo(person);
    ledger.execute("DROP ROLE " + person);
  }
}
