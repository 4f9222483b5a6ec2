package io.contextgraph.cli;

import io.contextgraph.query.RecentAnswer;
import io.contextgraph.query.RecentEvents;
import io.contextgraph.query.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sessions}. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the sessions of the newest events, the one with the newest event first.",
      "Agents, times and numbers of a session are those of its events that were read: without --from"
          + " and --to, the newest of the ledger, up to --events."
    })
final class SessionsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.id("session_id").headed("session"),
          Column.time("first_occurred_at").headed("first (UTC)"),
          Column.time("last_occurred_at").headed("last (UTC)"),
          Column.number("events"),
          Column.number("failures"),
          Column.id("agent_ids").headed("agents"));

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();
  @Mixin private PeriodOptions period = new PeriodOptions();
  @Mixin private RecentOptions options = new RecentOptions();

  @Option(
      names = "--agent",
      paramLabel = "AGENT",
      description = "Only sessions with an event of this agent.")
  private @Nullable Identifier agent;

  @Option(names = "--failed", description = "Only sessions with an event that failed or timed out.")
  private boolean failed;

  SessionsCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException {
    TimeRange range = period.range();
    int events = options.events();
    int limit = options.limit();
    RowPrinter rows = format.rows(spec.commandLine().getOut(), COLUMNS);
    RecentAnswer answer;
    try (Connection ledger = servers.postgres().openLedger()) {
      answer =
          new RecentEvents(ledger, range, events, limit)
              .sessions(agent == null ? null : agent.text(), failed, rows::print);
    }
    rows.flush();
    options.report(
        answer,
        spec.commandLine().getErr(),
        "No such session has an event among those read.",
        "for older ones use --to %s");
    return ExitCode.DONE;
  }
}
