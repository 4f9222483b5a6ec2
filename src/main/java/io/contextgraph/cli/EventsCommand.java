package io.contextgraph.cli;

import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.event.EventId;
import io.contextgraph.query.ArchivedPages;
import io.contextgraph.query.ArchivedPlace;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.EventQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
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
  private int exitCode = ExitCode.DONE;
  private final InstantSource clock;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();
  @Mixin private EventRangeOptions range = new EventRangeOptions();
  @Mixin private ArchiveOption archive = new ArchiveOption();

  @Option(names = "--id", paramLabel = "EVENT", description = "Only the event with this id.")
  private @Nullable EventId id;

  @Option(names = "--session", paramLabel = "SESSION", description = "Only events of this session.")
  private @Nullable Identifier session;

  @Option(names = "--agent", paramLabel = "AGENT", description = "Only events of this agent.")
  private @Nullable Identifier agent;

  @Option(names = "--trace", paramLabel = "TRACE", description = "Only events of this trace.")
  private @Nullable Identifier trace;

  @Option(
      names = "--limit",
      paramLabel = "EVENTS",
      description = "Maximum number of events (default: all).")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--open",
      description =
          "Print personal data in plain, as the opener of the key store, which logs each reading;"
              + " what cannot be opened stays sealed and is counted. Prints JSON Lines"
              + " unless --format says otherwise. Exit code 1 if that is so although"
              + " the person was not erased.")
  private boolean open;

  @Option(names = "--follow", description = "Keep printing new events until interrupted.")
  private boolean follow;

  /**
   * @param nanoClock measures how long the ledger is away
   * @param clock decides whether a time is in the past
   */
  EventsCommand(Servers servers, LongSupplier nanoClock, InstantSource clock) {
    this.servers = servers;
    this.nanoClock = nanoClock;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    requireValid();
    if (id != null) {
      printOne(id);
    } else {
      print(new EventQuery(text(session), text(agent), text(trace), range.from(), range.to()));
    }
    return exitCode;
  }

  private void requireValid() {
    range.requireValid();
    UsageException.require(limit >= 1, "--limit must be 1 or greater");
    UsageException.require(
        !open || id == null && !follow, "--open cannot be combined with --id or --follow");
    UsageException.require(
        !archive.isGiven() || !open && !follow,
        "--archive cannot be combined with --open or --follow");
    boolean alone = session == null && agent == null && trace == null && range.isAbsent();
    UsageException.require(
        id == null || alone && !follow,
        "--id cannot be combined with --session, --agent, --trace, --from, --to, --after or"
            + " --follow");
  }

  private void printOne(EventId event) throws IOException, SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      RowPrinter details = format.details(spec.commandLine().getOut());
      Optional<String> recorded = new EventPages(ledger).event(event);
      details.print(recorded.isPresent() ? recorded.get() : archived(event, ledger));
      details.flush();
    }
  }

  private String archived(EventId event, Connection ledger) throws IOException, SQLException {
    ArchivedPlace place =
        ArchivedPlace.find(ledger, event)
            .orElseThrow(() -> new UsageException("the ledger has no event " + event));
    ArchiveFolder folder =
        archive
            .folder()
            .orElseThrow(
                () ->
                    new UsageException(
                        "the ledger has no row of event " + event + ": " + place.sentence()));
    return new String(
        place.read(folder, ledger, Clock.systemUTC()).bytes(), StandardCharsets.UTF_8);
  }

  private void print(EventQuery query) throws IOException, SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    EventPrinter printer =
        new EventPrinter(
            out, err, open ? format.lines(out, COLUMNS) : format.rows(out, COLUMNS), limit);
    if (follow) {
      if (range.endsBefore(clock.instant())) {
        err.println(
            "--to is in the past: of new events, only those that arrive late will be printed.");
      }
      try (LastingLedger ledger =
          new LastingLedger(servers.postgres()::openLedger, err::println, nanoClock)) {
        printer.follow(ledger, query, range.after());
      }
    } else {
      try (Connection ledger = servers.postgres().openLedger()) {
        if (open) {
          printOpened(printer, ledger, query);
        } else {
          printRecorded(printer, ledger, query);
        }
      }
    }
  }

  private void printRecorded(EventPrinter printer, Connection ledger, EventQuery query)
      throws IOException, SQLException {
    EventPages recorded = new EventPages(ledger);
    Optional<ArchiveFolder> folder = archive.folder();
    if (folder.isPresent()) {
      try (ArchivedPages pages = ArchiveOption.pages(recorded::read, ledger, folder.get())) {
        printer.print(pages, query, range.after());
        pages.requireComplete(query);
      }
    } else {
      printer.print(recorded::read, query, range.after());
      new ArchiveNote(ledger)
          .about(query, range.after())
          .ifPresent(spec.commandLine().getErr()::println);
    }
  }

  private void printOpened(EventPrinter printer, Connection ledger, EventQuery query)
      throws SQLException {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    try (OpenedPages pages = OpenedPages.open(servers, ledger, words)) {
      printer.print(new EventPages(ledger)::read, pages::read, query, range.after());
      PrintWriter err = spec.commandLine().getErr();
      err.println(pages.words());
      new ArchiveNote(ledger).aboutRows(query, range.after()).ifPresent(err::println);
      exitCode = pages.exitCode();
    }
  }

  private static @Nullable String text(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.text();
  }
}
