package io.contextgraph.cli;

import io.contextgraph.query.RecentAnswer;
import io.contextgraph.query.RecentEvents;
import io.contextgraph.query.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code failures}. */
@Command(
    name = "failures",
    mixinStandardHelpOptions = true,
    description = {
      "Lists recent events that failed or timed out, the newest first, with their errors.",
      "The error is what the payload or the attributes say under a usual key such as error, message"
          + " or exception.message."
    })
final class FailuresCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.time("occurred_at"),
          Column.status("status"),
          Column.text("event_type"),
          Column.text("tool_name").headed("tool"),
          Column.id("session_id").headed("session"),
          Column.id("event_id"),
          Column.text("error"));

  private final Servers servers;
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();
  @Mixin private RecentOptions options = new RecentOptions();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      defaultValue = "1d",
      description =
          "Only events that occurred since then: a duration before now such as 90s, 15min, 12h or"
              + " 1d, a time (RFC 3339) or a date (default: ${DEFAULT-VALUE}).")
  private Since since = Since.parse("1d");

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "Only events that occurred before this time: RFC 3339, or a date, which is its start in"
              + " UTC.")
  private @Nullable Instant to;

  FailuresCommand(Servers servers, InstantSource clock) {
    this.servers = servers;
    this.clock = clock;
  }

  @Override
  public Integer call() throws SQLException {
    Instant from = since.from(clock.instant());
    UsageException.require(to == null || from.isBefore(to), "--since must be before --to");
    int events = options.events();
    int limit = options.limit();
    RowPrinter rows = format.rows(spec.commandLine().getOut(), COLUMNS);
    RecentAnswer answer;
    try (Connection ledger = servers.postgres().openLedger()) {
      answer =
          new RecentEvents(ledger, new TimeRange(from, to), events, limit).failures(rows::print);
    }
    rows.flush();
    options.report(
        answer,
        spec.commandLine().getErr(),
        "None of the events read since " + from + " failed.",
        "for older ones use --since " + from + " --to %s");
    return ExitCode.DONE;
  }
}
