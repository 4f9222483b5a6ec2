package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventFields;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code dead-letters} on all letters of a real ledger. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DeadLettersCommandIT {
  private final String database = TestServers.newLedger();
  private final PostgresConnections admin = TestServers.ledger(database, "postgres");
  private final Map<String, String> environment =
      Map.of(
          "CONTEXT_GRAPH_REDIS_URI",
          TestServers.redis().address().uri().toString(),
          "CONTEXT_GRAPH_POSTGRES_URI",
          TestControl.uri(database, "ledger_operator"),
          "CONTEXT_GRAPH_POSTGRES_CONTROL_URI",
          TestControl.uri(database));

  private void add(String reason, EventFields fields) throws Exception {
    String hex = HexFormat.of().formatHex(FieldsFormat.write(fields.list()));
    TestSql.execute(
        admin,
        "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields) SELECT"
            + " 'commands', '1-' || count(*), '%s', '', '\\x%s' FROM ledger.dead_letter"
                .formatted(reason, hex));
  }

  @Test
  void replayAllNamesTheLettersThatWouldOnlyComeBackAndReplaysTheOthers() throws Exception {
    add("INVALID_STATUS", EventFields.valid().with("status", "done"));
    add("INVALID_EVENT_TYPE", EventFields.valid().with("event_type", "tool_call"));
    add("MISSING_FIELD", EventFields.valid().without("agent_id"));
    CommandRun run = CommandRun.of(environment, "dead-letters", "replay", "--all");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).matches("replayed 2 as \\d+-\\d+\n");
    assertThat(run.err().lines())
        .satisfiesExactly(
            it -> assertThat(it).contains("letter 1 would be refused again with INVALID_STATUS"),
            it -> assertThat(it).contains("letter 3 would be refused again with MISSING_FIELD"),
            it -> assertThat(it).isEqualTo("replayed 1, not replayed 2"));
    assertThat(
            TestSql.text(
                admin, "SELECT string_agg(status, ' ' ORDER BY id) FROM ledger.dead_letter"))
        .isEqualTo("open replayed open");

    CommandRun reason =
        CommandRun.of(
            environment, "dead-letters", "replay", "--reason", "MISSING_FIELD", "--force");
    assertThat(reason.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(reason.out()).matches("replayed 3 as \\d+-\\d+\n");
    assertThat(reason.err()).isEmpty();
  }

  @Test
  void aListThatTheLimitCutSaysHowToContinue() throws Exception {
    add("INVALID_STATUS", EventFields.valid());
    add("INVALID_STATUS", EventFields.valid());
    CommandRun cut = CommandRun.of(environment, "dead-letters", "list", "--limit", "1");
    assertThat(cut.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(cut.out().lines()).hasSize(1);
    assertThat(cut.err())
        .isEqualTo("The answer is not complete: --limit 1 was reached; continue with --after 1.\n");
    CommandRun rest = CommandRun.of(environment, "dead-letters", "list", "--after", "1");
    assertThat(rest.out()).contains("\"id\":2,").contains("\"session_id\":\"s1\"");
    assertThat(rest.err()).isEmpty();
  }
}
