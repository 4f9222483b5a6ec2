package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventFields;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What privileged commands leave in the ledger, and how {@code audit} prints it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AuditCommandIT {
  private final String database = TestServers.newLedger();
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void addLetters() throws SQLException {
    environment.put("CONTEXT_GRAPH_REDIS_URI", TestServers.redis().address().uri().toString());
    environment.put("CONTEXT_GRAPH_POSTGRES_URI", TestControl.uri(database, "ledger_operator"));
    environment.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", TestControl.uri(database));
    String hex = HexFormat.of().formatHex(FieldsFormat.write(EventFields.valid().list()));
    TestSql.execute(
        TestServers.ledger(database, "postgres"),
        "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields) SELECT 'audited',"
            + " '1-' || n, 'INVALID_STATUS', '', '\\x"
            + hex
            + "' FROM generate_series(1, 3) n");
  }

  private CommandRun run(String... words) {
    return CommandRun.of(environment, words);
  }

  private String status() throws SQLException {
    return TestSql.text(
        TestServers.ledger(database, "ledger_reader"),
        "SELECT string_agg(status, ' ' ORDER BY id) FROM ledger.dead_letter");
  }

  @Test
  void everyReplayAndDiscardIsPrintedWithWhoWhyAndWhatCameOfIt() throws SQLException {
    assertThat(run("dead-letters", "replay", "1", "--why", "the job is fixed").exitCode()).isZero();
    assertThat(run("dead-letters", "discard", "2", "3", "--reason", "a test").exitCode()).isZero();
    assertThat(status()).isEqualTo("replayed discarded discarded");

    CommandRun all = run("audit");
    assertThat(all.exitCode()).isZero();
    assertThat(all.out().lines()).hasSize(3);
    assertThat(all.out().lines())
        .first()
        .asString()
        .matches(
            "\\{\"event_id\":\".{36}\",\"event_type\":\"audit.replay\",\"occurred_at\":\"[^\"]+\","
                + "\"session_id\":\"ledger:control\",\"agent_id\":\"context-graph\","
                + "\"trace_id\":\".{36}\",\"status\":\"completed\",\"schema_version\":1,"
                + "\"payload\":\\{\"actor\":\\{\"database_role\":\"ledger_operator\","
                + "\"os_user\":\"[^\"]+\"(,\"host\":\"[^\"]+\")?},\"reason\":\"the job is fixed\","
                + "\"parameters\":\\{\"dead_letter\":\"1\",\"entry_id\":\"1-1\",\"force\":\"false\","
                + "\"letter_reason\":\"INVALID_STATUS\",\"stream\":\"audited\"},"
                + "\"result\":\\{\"entry_id\":\"[0-9]+-[0-9]+\"}},\"ledger\":\\{"
                + "\"global_position\":1,.*\"stream\":\"ledger:control\".*}}");
    assertThat(all.out()).isEqualTo(run("events").out());

    assertThat(run("audit", "--type", "audit.discard").out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"reason\":\"a test\""));
    assertThat(run("audit", "--type", "audit").out()).isEqualTo(all.out());
    CommandRun none = run("audit", "--type", "privacy");
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("The ledger has no such event.\n");
    assertThat(run("audit", "--to", "2026-01-01").out()).isEmpty();
    assertThat(run("audit", "--from", "2026-01-01").out()).isEqualTo(all.out());

    CommandRun cut = run("audit", "--limit", "1");
    assertThat(cut.out().lines()).hasSize(1);
    assertThat(cut.err())
        .isEqualTo("The answer is not complete: --limit 1 was reached; continue with --after 1.\n");
    assertThat(run("audit", "--after", "1", "--format", "table").out())
        .contains("audit.discard", "a test", "\"dead_letter\":\"3\"");
  }

  @Test
  void aCommandThatCannotBeRecordedDoesNothing() throws SQLException {
    environment.remove("CONTEXT_GRAPH_POSTGRES_CONTROL_URI");
    for (String command :
        new String[] {
          "dead-letters replay --all",
          "dead-letters discard 1 --reason x",
          "graph verify --repair",
          "graph rebuild"
        }) {
      environment.put("CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1:1");
      CommandRun refused = run(command.split(" "));
      assertThat(refused.exitCode()).as(command).isEqualTo(ExitCode.WRONG_USAGE);
      assertThat(refused.err())
          .as(command)
          .contains("the environment variable CONTEXT_GRAPH_POSTGRES_CONTROL_URI is not set");
    }
    environment.put(
        "CONTEXT_GRAPH_POSTGRES_CONTROL_URI", TestControl.uri(database, "ledger_reader"));
    CommandRun refused = run("dead-letters", "discard", "1", "--reason", "x");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(refused.err()).contains("permission denied for table head");
    assertThat(status()).isEqualTo("open open open");
    assertThat(run("audit").out()).isEmpty();
  }

  @Test
  void eachChangeOfANotarysKeyIsRecordedAndNoneOfAWitness(@TempDir Path folder) {
    String file = folder.resolve("a.key").toString();
    String first = run("ledger", "key", "new", "--origin", "o", "--file", file).out().strip();
    String second = run("ledger", "key", "rotate", "--file", file).out().strip();
    CommandRun retired = run("ledger", "key", "retire", "--file", file, "--vkey", first);
    assertThat(retired.exitCode()).isZero();
    assertThat(retired.err()).isEmpty();
    String witness = folder.resolve("w.key").toString();
    CommandRun made = run("ledger", "key", "new", "--witness", "--name", "w", "--file", witness);
    assertThat(made.exitCode()).isZero();

    assertThat(run("audit", "--type", "audit.key").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"change\":\"created\"", first),
            line -> assertThat(line).contains("\"change\":\"added\"", second),
            line -> assertThat(line).contains("\"change\":\"retired\"", first));
  }

  @Test
  void aLetterThatIsNotChangedLeavesNoEvent() throws SQLException {
    assertThat(run("dead-letters", "discard", "9", "--reason", "x").exitCode()).isEqualTo(1);
    assertThat(run("audit").out()).isEmpty();
  }

  @Test
  void aGraphChangeThatFailsIsRecordedAsFailed() {
    environment.put("CONTEXT_GRAPH_NEO4J_URI", "bolt://127.0.0.1:1");
    assertThat(run("graph", "rebuild", "--reason", "trial").exitCode()).isEqualTo(3);
    assertThat(run("audit", "--type", "audit.rebuild").out())
        .contains(
            "\"status\":\"failed\"",
            "\"reason\":\"trial\"",
            "\"neo4j\":\"bolt://127.0.0.1:1\"",
            "\"error\":\"");
  }
}
