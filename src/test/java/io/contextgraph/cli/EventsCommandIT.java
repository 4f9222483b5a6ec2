package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** {@code events}, {@code sessions} and {@code failures} on a real ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventsCommandIT {
  private static final Terminal TERMINAL = new Terminal(200, false);

  private final String database = TestServers.newLedger();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static String id(int number) {
    return String.format("abcdef00-0000-4000-8000-%012d", number);
  }

  @BeforeEach
  void record() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      EventFields fields =
          EventFields.valid()
              .with("event_id", id(i))
              .with("session_id", i == 5 ? "caf\u00e9" : "s1")
              .with("occurred_at", "2026-11-0" + i + "T09:00:00Z");
      events.add(
          (i == 4
                  ? fields
                      .with("status", "failed")
                      .with("payload", "{\"error\":{\"message\":\"no such\\nfile\"}}")
                  : fields)
              .event("events", i + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    }
  }

  private int run(Terminal terminal, String... words) {
    PostgresConnections reader = TestServers.ledger(database, "ledger_reader");
    String login = "//ledger_reader:" + reader.address().resolvedPassword() + "@";
    String uri = reader.address().uri().toString().replace("//", login);
    CommandLine commands =
        Main.commandLine(Map.of("CONTEXT_GRAPH_POSTGRES_URI", uri), terminal, words);
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return commands.execute(words);
  }

  @Test
  void anEventIsFoundByItsIdOfEitherCase() {
    assertThat(run(Terminal.NONE, "events", "--id", id(4).toUpperCase(java.util.Locale.ROOT)))
        .isZero();
    assertThat(out.toString().lines()).singleElement().asString().contains(id(4), "no such\\nfile");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anEventThatTheLedgerDoesNotHaveEndsWith2() {
    assertThat(run(Terminal.NONE, "events", "--id", id(99))).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString()).contains("the ledger has no event " + id(99));
  }

  @Test
  void onATerminalAnEventIsShownWithAllItsKeysAndEventsAsATable() {
    run(TERMINAL, "events", "--id", id(4));
    assertThat(out.toString()).contains("payload.error", "status", "failed");
    out.getBuffer().setLength(0);
    run(TERMINAL, "events");
    assertThat(out.toString().lines().toList())
        .hasSize(6)
        .satisfies(lines -> assertThat(lines.get(0)).contains("occurred_at (UTC)", "session"))
        .satisfies(
            lines -> assertThat(lines.get(5)).contains("2026-11-05 09:00:00.000", "caf\u00e9"));
  }

  @Test
  void aLimitThatCutsTheAnswerSaysWhereItContinues() {
    assertThat(run(Terminal.NONE, "events", "--limit", "3")).isZero();
    assertThat(out.toString().lines()).hasSize(3);
    assertThat(err.toString().strip())
        .isEqualTo("The answer is not complete: --limit 3 was reached; continue with --after 3.");
  }

  @Test
  void aLimitThatIsTheNumberOfEventsCutsNothing() {
    assertThat(run(Terminal.NONE, "events", "--limit", "5")).isZero();
    assertThat(run(Terminal.NONE, "events", "--session", "caf\u00e9", "--limit", "1")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anAnswerWithoutEventsSaysSo() {
    assertThat(run(Terminal.NONE, "events", "--session", "none")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip()).isEqualTo("The ledger has no such event.");
  }

  @Test
  void aDateIsTheStartOfItsDayInUtc() {
    run(Terminal.NONE, "events", "--from", "2026-11-02", "--to", "2026-11-04");
    assertThat(out.toString().lines()).hasSize(2);
    assertThat(out.toString()).contains(id(2), id(3));
  }

  @Test
  void sessionsAreListedWithTheirFailures() {
    run(TERMINAL, "sessions", "--failed");
    assertThat(out.toString().lines().toList().get(1))
        .matches("s1 +2026-11-01 09:00:00.000  2026-11-04 09:00:00.000 +4 +1  .+");
    out.getBuffer().setLength(0);
    run(Terminal.NONE, "sessions", "--limit", "1", "--events", "2");
    assertThat(out.toString()).startsWith("{\"session_id\":\"caf\u00e9\",\"agent_ids\":[");
    assertThat(err.toString())
        .contains(
            "--limit 1 was reached.",
            "--events 2 was reached, so only events since 2026-11-03T09:00:00Z were read; for older"
                + " ones use --to 2026-11-03T09:00:00.000001Z.");
  }

  @Test
  void failuresAreListedWithTheirErrors() {
    run(Terminal.NONE, "failures", "--since", "2026-11-01");
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .contains(id(4), "\"status\":\"failed\",\"error\":\"no such\\nfile\",");
    out.getBuffer().setLength(0);
    run(TERMINAL, "failures", "--since", "2026-11-01");
    assertThat(out.toString()).contains("no such file");
  }

  @Test
  void aDayWithoutFailuresSaysSo() {
    assertThat(run(Terminal.NONE, "failures", "--since", "2026-11-05")).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip())
        .isEqualTo("None of the events read since 2026-11-05T00:00:00Z failed.");
  }
}
