package io.contextgraph.cli;

import io.contextgraph.query.Bounds;
import io.contextgraph.query.ControlQuery;
import io.contextgraph.query.EventPages;
import java.io.PrintWriter;
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
  @Mixin private EventRangeOptions range = new EventRangeOptions();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only events of this type, such as audit.replay, or of its group: audit.")
  private @Nullable String type;

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
    UsageException.requireWithin("--limit", limit, 1, Bounds.MAX_LIMIT);
    range.requireValid();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    EventPrinter printer = new EventPrinter(out, err, format.rows(out, COLUMNS), limit);
    try (Connection ledger = servers.postgres().openLedger()) {
      ControlQuery query = new ControlQuery(type, range.from(), range.to());
      printer.print(new EventPages(ledger)::read, query, range.after());
    }
    return ExitCode.DONE;
  }
}
