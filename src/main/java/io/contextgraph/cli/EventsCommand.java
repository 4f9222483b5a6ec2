package io.contextgraph.cli;

import io.contextgraph.event.EventId;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.EventQuery;
import io.contextgraph.query.EventStatement;
import io.contextgraph.query.PageQuery;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = {
      "Prints recorded events in position order.",
      "Conditions are combined: an event is printed if it meets all of them. A follower that loses"
          + " Postgres connects again until it is interrupted, and neither leaves out nor repeats an"
          + " event."
    })
final class EventsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.number("ledger.global_position").headed("position"),
          Column.time("occurred_at"),
          Column.text("event_type"),
          Column.status("status"),
          Column.text("tool_name").headed("tool"),
          Column.id("session_id").headed("session"),
          Column.id("agent_id").headed("agent"),
          Column.id("event_id"));

  private final Servers servers;
  private final LongSupplier nanoClock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();

  @Option(names = "--id", paramLabel = "EVENT", description = "Only the event with this id.")
  private @Nullable EventId id;

  @Option(names = "--session", paramLabel = "SESSION", description = "Only events of this session.")
  private @Nullable Identifier session;

  @Option(names = "--agent", paramLabel = "AGENT", description = "Only events of this agent.")
  private @Nullable Identifier agent;

  @Option(names = "--trace", paramLabel = "TRACE", description = "Only events of this trace.")
  private @Nullable Identifier trace;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only events that occurred at or after this time: RFC 3339, or a date, which is its start"
              + " in UTC.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only events that occurred before this time, in the same forms.")
  private @Nullable Instant to;

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Only events after this position (default: 0, the start of the ledger).")
  private long after;

  @Option(
      names = "--limit",
      paramLabel = "EVENTS",
      description = "Maximum number of events (default: all).")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--follow", description = "Keep printing new events until interrupted.")
  private boolean follow;

  EventsCommand(Servers servers, LongSupplier nanoClock) {
    this.servers = servers;
    this.nanoClock = nanoClock;
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    requireValid();
    if (id != null) {
      printOne(id);
    } else {
      print(new EventQuery(text(session), text(agent), text(trace), utc(from), utc(to)));
    }
    return ExitCode.DONE;
  }

  private void requireValid() {
    UsageException.require(after >= 0, "--after must be 0 or greater");
    UsageException.require(limit >= 1, "--limit must be 1 or greater");
    UsageException.require(
        from == null || to == null || from.isBefore(to), "--from must be before --to");
    boolean alone = Stream.of(session, agent, trace, from, to).allMatch(it -> it == null);
    UsageException.require(
        id == null || alone && after == 0 && !follow,
        "--id cannot be combined with --session, --agent, --trace, --from, --to, --after or"
            + " --follow");
  }

  private void printOne(EventId event) throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      RowPrinter details = format.details(spec.commandLine().getOut());
      details.print(
          new EventPages(ledger)
              .event(event)
              .orElseThrow(() -> new UsageException("the ledger has no event " + event)));
      details.flush();
    }
  }

  private void print(EventQuery conditions) throws SQLException, InterruptedException {
    PageQuery query = new EventStatement(conditions);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    EventPrinter printer = new EventPrinter(out, err, format.rows(out, COLUMNS), limit);
    if (follow) {
      try (LastingLedger ledger =
          new LastingLedger(servers.postgres()::openLedger, err::println, nanoClock)) {
        printer.follow(ledger, query, after);
      }
    } else {
      try (Connection ledger = servers.postgres().openLedger()) {
        printer.print(new EventPages(ledger), query, after);
      }
    }
  }

  private static @Nullable String text(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.text();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
