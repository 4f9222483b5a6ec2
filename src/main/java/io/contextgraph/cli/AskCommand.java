package io.contextgraph.cli;

import io.contextgraph.event.EventId;
import io.contextgraph.query.Answer;
import io.contextgraph.query.Bounds;
import io.contextgraph.query.GraphQuestions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ask causes|effects|timeline|tools|compare}. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Asks the graph why something happened, what followed, and how sessions and tools fared.",
      "An answer that is not complete says so on standard error and, as JSON, by a last line"
          + " {\"cut\":...} with the name of the option that bounded it; the exit code is 0.",
      "Exit code 2 if the graph contains nothing with the given id, 3 if the ledger contains it and"
          + " the graph is behind, or if the ledger could not be read; what the graph has is printed"
          + " all the same."
    })
final class AskCommand {
  private static final String DEPTH = "" + Bounds.DEFAULT_DEPTH;
  private static final String STEPS =
      "Maximum number of steps, up to " + Bounds.MAX_DEPTH + " (default: ${DEFAULT-VALUE}).";
  private static final String EVENTS = "" + Bounds.DEFAULT_EVENTS;
  private static final String COUNTED =
      "Maximum number of events to count, up to "
          + Bounds.MAX_EVENTS
          + " (default: ${DEFAULT-VALUE}).";
  private static final String FROM = "Only events at or after this time, or since this date.";

  private final Servers servers;
  private final LongSupplier nanoClock;
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * @param nanoClock measures the time that a question takes
   */
  AskCommand(Servers servers, LongSupplier nanoClock) {
    this.servers = servers;
    this.nanoClock = nanoClock;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints what caused an event, step by step back to the root cause.")
  int causes(
      @Parameters(paramLabel = "EVENT", description = "Id of the event.") EventId event,
      @Option(names = "--depth", paramLabel = "STEPS", defaultValue = DEPTH, description = STEPS)
          int depth,
      @Mixin AnswerOptions options,
      @Mixin FormatOption format)
      throws SQLException {
    return ask(
        options.bounds().withDepth(depth),
        graph -> graph.causes(event.toString()),
        AnswerForm.CAUSES,
        format);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints everything that followed from an event, the nearest first.")
  int effects(
      @Parameters(paramLabel = "EVENT", description = "Id of the event.") EventId event,
      @Option(names = "--depth", paramLabel = "STEPS", defaultValue = DEPTH, description = STEPS)
          int depth,
      @Mixin AnswerOptions options,
      @Mixin FormatOption format)
      throws SQLException {
    return ask(
        options.bounds().withDepth(depth),
        graph -> graph.effects(event.toString()),
        AnswerForm.EFFECTS,
        format);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints the events of a session, in session order.")
  int timeline(
      @Parameters(paramLabel = "SESSION", description = "Id of the session.") Identifier session,
      @Option(names = "--from", paramLabel = "TIME", description = FROM) @Nullable Instant from,
      @Option(
              names = "--after",
              paramLabel = "POSITION",
              defaultValue = "0",
              description = "Only events behind the one at this position, in session order.")
          long after,
      @Mixin AnswerOptions options,
      @Mixin FormatOption format)
      throws SQLException {
    UsageException.require(after >= 0, "--after must be 0 or greater, but is " + after);
    return ask(
        options.bounds(),
        graph -> graph.timeline(session.text(), orEpoch(from), after),
        AnswerForm.TIMELINE,
        format);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints which tools an agent used, how often, and how often they failed.")
  int tools(
      @Parameters(paramLabel = "AGENT", description = "Id of the agent.") Identifier agent,
      @Option(names = "--from", paramLabel = "TIME", description = FROM) @Nullable Instant from,
      @Option(
              names = "--events",
              paramLabel = "EVENTS",
              defaultValue = EVENTS,
              description = COUNTED)
          int events,
      @Mixin AnswerOptions options,
      @Mixin FormatOption format)
      throws SQLException {
    return ask(
        options.bounds().withEvents(events),
        graph -> graph.tools(agent.text(), orEpoch(from)),
        AnswerForm.TOOLS,
        format);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compares two sessions by event type and tool.")
  int compare(
      @Parameters(paramLabel = "SESSION", description = "Id of the first session.")
          Identifier session,
      @Parameters(paramLabel = "OTHER", description = "Id of the second session.") Identifier other,
      @Option(
              names = "--events",
              paramLabel = "EVENTS",
              defaultValue = EVENTS,
              description = COUNTED)
          int events,
      @Mixin AnswerOptions options,
      @Mixin FormatOption format)
      throws SQLException {
    return ask(
        options.bounds().withEvents(events),
        graph -> graph.compare(session.text(), other.text()),
        AnswerForm.COMPARE,
        format);
  }

  private int ask(
      Bounds bounds,
      Function<GraphQuestions, Answer> question,
      AnswerForm form,
      FormatOption format)
      throws SQLException {
    AnswerPrinter printer =
        new AnswerPrinter(form, format, spec.commandLine().getOut(), spec.commandLine().getErr());
    return new Inquiry(servers, bounds, nanoClock, printer).answer(question);
  }

  private static Instant orEpoch(@Nullable Instant time) {
    return Objects.requireNonNullElse(time, Instant.EPOCH);
  }
}
