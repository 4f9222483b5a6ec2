package io.contextgraph.cli;

import io.contextgraph.query.ControlQuery;
import io.contextgraph.query.EventPages;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what privileged commands did, in position order: who, when, why, with what result.",
      "These are the ledger's own events, in the form of the command events. No stream can add one."
          + " Conditions are combined: an event is printed if it meets all of them."
    })
final class AuditCommand implements Callable<Integer> {
  private static final int MAX_LIMIT = 100_000;

  private static final List<Column> COLUMNS =
      List.of(
          Column.number("ledger.global_position").headed("position"),
          Column.time("occurred_at"),
          Column.id("event_type").headed("event"),
          Column.status("status"),
          Column.text("payload.actor").headed("actor"),
          Column.text("payload.reason").headed("reason"),
          Column.text("payload.parameters").headed("parameters"),
          Column.text("payload.result").headed("result"));

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only events of this type, such as audit.replay, or of its group: audit.")
  private @Nullable String type;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only events at or after this time: RFC 3339, or a date, which is its start in UTC.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only events before this time, in the same forms.")
  private @Nullable Instant to;

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Only events after this position (default: 0, the start of the ledger).")
  private long after;

  @Option(
      names = "--limit",
      paramLabel = "EVENTS",
      defaultValue = "1000",
      description = "Maximum number of events, up to 100,000 (default: ${DEFAULT-VALUE}).")
  private int limit = 1_000;

  AuditCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException {
    UsageException.require(after >= 0, "--after must be 0 or greater");
    UsageException.require(
        limit >= 1 && limit <= MAX_LIMIT, "--limit must be between 1 and " + MAX_LIMIT);
    UsageException.require(
        from == null || to == null || from.isBefore(to), "--from must be before --to");
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    EventPrinter printer = new EventPrinter(out, err, format.rows(out, COLUMNS), limit);
    try (Connection ledger = servers.postgres().openLedger()) {
      printer.print(new EventPages(ledger), new ControlQuery(type, utc(from), utc(to)), after);
    }
    return ExitCode.DONE;
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
