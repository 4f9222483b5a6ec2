package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.EventCodec;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.query.DeadLetterDiscard;
import io.contextgraph.query.DeadLetterQuery;
import io.contextgraph.query.DeadLetterReplay;
import io.contextgraph.query.DeadLetters;
import io.contextgraph.query.LetterEvents;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters list|show|replay|discard}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Stream entries that could not become events.",
      "To repair one, publish its event corrected, under the same event_id, and discard the letter;"
          + " of an ID_CONFLICT, under another event_id."
    })
final class DeadLettersCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.number("id"),
          Column.time("first_seen_at"),
          Column.status("status"),
          Column.text("reason"),
          Column.id("stream"),
          Column.id("entry_id"),
          Column.id("event_id"),
          Column.text("detail"));

  private final Servers servers;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param clock the reference for the time of an event that is replayed
   */
  DeadLettersCommand(Servers servers, Clock clock) {
    this.servers = servers;
    this.clock = clock;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Prints dead letters, without their fields.",
        "Options select the letters that meet all of them; --event, --session, --agent and --subject"
            + " search the fields of every letter."
      })
  int list(@Mixin LetterOptions options, @Mixin FormatOption format) throws SQLException {
    DeadLetterQuery query = options.query();
    int limit = options.limit();
    RowPrinter rows = format.rows(spec.commandLine().getOut(), COLUMNS);
    try (Connection ledger = servers.postgres().openLedger()) {
      OptionalLong cutAfter = new DeadLetters(ledger).list(query, limit, rows::print);
      rows.flush();
      cutAfter.ifPresent(
          last ->
              error(
                  "The answer is not complete: --limit %d was reached; continue with --after %d."
                      .formatted(limit, last)));
    }
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints one dead letter with its fields; values that are not UTF-8 in base64.")
  int show(
      @Parameters(paramLabel = "ID", description = "The id of a dead letter.") long id,
      @Mixin FormatOption format)
      throws SQLException {
    RowPrinter details = format.details(spec.commandLine().getOut());
    try (Connection ledger = servers.postgres().openLedger()) {
      details.print(
          new DeadLetters(ledger)
              .show(id)
              .orElseThrow(() -> new UsageException("there is no dead letter " + id)));
    }
    details.flush();
    return ExitCode.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Adds dead letters to their streams again and marks them replayed.",
        "Replays the letters named by id and also the open ones that --reason or --all selects; with"
            + " both options, those with the reason.",
        "A letter that would only become another dead letter, or whose entry was not kept as a"
            + " whole, is not replayed; it is named on standard error, and the exit code is 1.",
        "Each replay is recorded in the ledger, by the role in CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
      })
  int replay(
      @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of dead letters.")
          @Nullable List<Long> ids,
      @Option(
              names = "--reason",
              paramLabel = "REASON",
              description = "Only open letters with this reason, besides those named by id.")
          @Nullable String reason,
      @Option(names = "--all", description = "All open letters, besides those named by id.")
          boolean all,
      @Option(
              names = "--force",
              description = {
                "Also letters that the rules of this release refuse, for a job with other rules."
              })
          boolean force,
      @Option(
              names = "--why",
              paramLabel = "TEXT",
              description =
                  "Why, in 1 to 1000 characters; recorded with each replay (default: none).")
          @Nullable String why)
      throws SQLException, IOException, InterruptedException {
    List<Long> named = ids == null ? List.of() : ids;
    boolean search = all || reason != null;
    if (named.isEmpty() && !search) {
      throw new UsageException("name dead letters by id, or give --reason or --all");
    }
    LetterOptions.requireReason(reason);
    Optional<String> recorded = Optional.ofNullable(why);
    recorded.ifPresent(ControlEvent::requireReason);
    EventCodec codec = new EventCodec(new JobLimits(servers.environment()).read(), clock);
    LetterChanges changes = new LetterChanges("replayed", spec.commandLine());
    try (Connection ledger = servers.postgres().openLedger();
        ControlEvents control = new ControlLog(servers).openFor(Servers.Role.ANY);
        EventProducer producer = new EventProducer(servers.redis(), List.of("events"))) {
      DeadLetterReplay replay =
          new DeadLetterReplay(
              ledger,
              producer,
              codec,
              force,
              new LetterEvents(control, recorded, replayOptions(force, all, reason)));
      changes.all(named, id -> "as " + replay.replay(id));
      if (search) {
        replayOpen(ledger, Optional.ofNullable(reason), changes, replay);
      }
    }
    return changes.end();
  }

  private static Map<String, String> replayOptions(
      boolean force, boolean all, @Nullable String reason) {
    Map<String, String> options = new TreeMap<>();
    options.put("force", Boolean.toString(force));
    if (all) {
      options.put("all", "true");
    }
    if (reason != null) {
      options.put("with_reason", reason);
    }
    return options;
  }

  /** Replays the letters that are open now; one that is refused again becomes another letter. */
  private static void replayOpen(
      Connection ledger, Optional<String> reason, LetterChanges changes, DeadLetterReplay replay)
      throws SQLException, IOException, InterruptedException {
    DeadLetters letters = new DeadLetters(ledger);
    long last = letters.lastId();
    List<Long> page = letters.open(reason, 0, last);
    while (!page.isEmpty()) {
      changes.all(page, id -> "as " + replay.replay(id));
      page = letters.open(reason, page.get(page.size() - 1), last);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Marks open dead letters as discarded.",
        "They stay in the ledger, with the reason, the time and the role, and are never replayed."
            + " Exit code 1 if a letter was not discarded.",
        "Each discard is recorded in the ledger, by the role in CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
      })
  int discard(
      @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of dead letters.")
          List<Long> ids,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why, in 1 to 1000 characters.")
          String reason)
      throws SQLException, IOException, InterruptedException {
    LetterChanges changes = new LetterChanges("discarded", spec.commandLine());
    ControlEvent.requireReason(reason);
    try (Connection ledger = servers.postgres().openLedger();
        ControlEvents control = new ControlLog(servers).openFor(Servers.Role.ANY)) {
      DeadLetterDiscard discard = new DeadLetterDiscard(ledger, control, reason);
      changes.all(
          ids,
          id -> {
            discard.discard(id);
            return "";
          });
    }
    return changes.end();
  }

  private void error(String line) {
    spec.commandLine().getErr().println(line);
  }
}
