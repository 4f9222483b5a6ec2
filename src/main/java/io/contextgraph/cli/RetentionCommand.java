package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.query.AnswerRow;
import io.contextgraph.retention.Hold;
import io.contextgraph.retention.HoldEvents;
import io.contextgraph.retention.HoldTarget;
import io.contextgraph.retention.RecordedHolds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The group {@code retention}, and its commands {@code hold}, {@code release} and {@code holds}.
 */
@Command(
    name = "retention",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Moves months whose time has ended from the ledger to files and back, and protects what must"
          + " be kept, for a legal case for example.",
      "A hold is an event of the ledger. The command erase refuses a subject that is held, and one"
          + " that has an event in a session or of an agent that is held; a month with an event that is"
          + " held stays in the ledger."
    })
final class RetentionCommand {
  private static final List<Column> COLUMNS =
      List.of(
          Column.number("position"),
          Column.time("held_at"),
          Column.text("kind"),
          Column.id("id"),
          Column.text("held_by"),
          Column.text("reason"));

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();

  private RetentionCommand(Servers servers) {
    this.servers = servers;
  }

  /** The group with its commands. */
  static CommandLine of(Servers servers) {
    CommandLine group = new CommandLine(new RetentionCommand(servers));
    Clock clock = Clock.systemUTC();
    List.<Object>of(
            new RetentionPlanCommand(servers, clock),
            new RetentionRunCommand(servers, clock, System::nanoTime),
            new RetentionRestoreCommand(servers, clock, System::nanoTime))
        .forEach(group::addSubcommand);
    return group;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Begins a hold, and prints the position of its event.",
        "A target may have several holds, each with its reason."
      })
  int hold(
      @Mixin HoldOptions options,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why, in 1 to 1000 characters; recorded in the ledger.")
          String reason)
      throws SQLException {
    return append(HoldEvents.held(options.target(), reason));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Ends a hold, and prints the position of its event.",
        "If the target has several, --hold names the one that ends; --all ends all of them."
      })
  int release(
      @Mixin HoldOptions options,
      @Option(
              names = "--hold",
              paramLabel = "POSITION",
              description = "The position of the hold that ends (default: the only one).")
          @Nullable Long hold,
      @Option(names = "--all", description = "End every hold of the target.") boolean all,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why, in 1 to 1000 characters; recorded in the ledger.")
          String reason)
      throws SQLException {
    UsageException.require(hold == null || !all, "--hold and --all exclude each other");
    HoldTarget target = options.target();
    ControlEvent.requireReason(reason);
    List<Long> positions = positions(target, hold);
    UsageException.require(
        all || positions.size() == 1,
        "the %s has several holds, since the positions %s: name one with --hold, or end --all"
            .formatted(target, positions));
    OptionalLong released = all ? OptionalLong.empty() : OptionalLong.of(positions.get(0));
    return append(HoldEvents.released(target, released, reason));
  }

  /**
   * The positions of the target's holds.
   *
   * @param hold only this one; null for all
   * @throws UsageException if there is none
   */
  private List<Long> positions(HoldTarget target, @Nullable Long hold) throws SQLException {
    List<Long> positions =
        holds().stream()
            .filter(it -> it.target().equals(target))
            .map(Hold::position)
            .filter(position -> hold == null || hold.equals(position))
            .toList();
    UsageException.require(
        !positions.isEmpty(),
        "there is no " + (hold == null ? "hold" : "hold " + hold) + " on the " + target);
    return positions;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints the holds that are in force, the oldest first.")
  int holds(@Mixin FormatOption format) throws SQLException {
    RowPrinter rows = format.rows(spec.commandLine().getOut(), COLUMNS);
    holds().forEach(hold -> rows.print(row(hold)));
    rows.flush();
    return ExitCode.DONE;
  }

  private static String row(Hold hold) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("position", hold.position());
    values.put("held_at", hold.heldAt().toString());
    values.put("kind", hold.target().kind().parameter());
    values.put("id", hold.target().id());
    values.put("held_by", hold.heldBy());
    values.put("reason", hold.reason());
    return new AnswerRow(values).json();
  }

  private List<Hold> holds() throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      return new RecordedHolds(ledger).read().all();
    }
  }

  private int append(ControlEvent event) throws SQLException {
    try (ControlEvents events = new ControlLog(servers).open()) {
      spec.commandLine().getOut().println(events.append(event));
    }
    return ExitCode.DONE;
  }
}
