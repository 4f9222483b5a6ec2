package io.contextgraph.cli;

import static java.util.stream.Collectors.joining;

import io.contextgraph.query.Answer;
import io.contextgraph.query.Bounds;
import io.contextgraph.query.GraphQuestions;
import io.contextgraph.query.Subject;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;
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
      "Asks the graph and prints the answer as JSON Lines. An answer that is not complete, because it",
      "reached a limit, ends with {\"cut\":...} and the name of the option that limited it.",
      "Exit code 2 if the graph contains nothing with the given id."
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
  private static final String FROM = "1970-01-01T00:00:00Z";

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
      description = "What caused an event, step by step back to the root cause.")
  int causes(
      @Parameters(paramLabel = "EVENT") String event,
      @Option(names = "--depth", defaultValue = DEPTH, description = STEPS) int depth,
      @Mixin AnswerOptions options) {
    return ask(options.bounds().withDepth(depth), graph -> graph.causes(lower(event)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Everything that followed from an event, the nearest first.")
  int effects(
      @Parameters(paramLabel = "EVENT") String event,
      @Option(names = "--depth", defaultValue = DEPTH, description = STEPS) int depth,
      @Mixin AnswerOptions options) {
    return ask(options.bounds().withDepth(depth), graph -> graph.effects(lower(event)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "The events of a session, in session order.")
  int timeline(
      @Parameters(paramLabel = "SESSION") String session,
      @Option(
              names = "--from",
              defaultValue = FROM,
              description = "Only events at or after this time.")
          OffsetDateTime from,
      @Option(
              names = "--after",
              defaultValue = "0",
              description = "Only events behind the one at this position, in session order.")
          long after,
      @Mixin AnswerOptions options) {
    return ask(options.bounds(), graph -> graph.timeline(session, utc(from), after));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Which tools an agent used, how often, and how often they failed.")
  int tools(
      @Parameters(paramLabel = "AGENT") String agent,
      @Option(
              names = "--from",
              defaultValue = FROM,
              description = "Only events at or after this time.")
          OffsetDateTime from,
      @Option(names = "--events", defaultValue = EVENTS, description = COUNTED) int events,
      @Mixin AnswerOptions options) {
    return ask(options.bounds().withEvents(events), graph -> graph.tools(agent, utc(from)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compares two sessions by event type and tool.")
  int compare(
      @Parameters(paramLabel = "SESSION") String session,
      @Parameters(paramLabel = "OTHER") String other,
      @Option(names = "--events", defaultValue = EVENTS, description = COUNTED) int events,
      @Mixin AnswerOptions options) {
    return ask(options.bounds().withEvents(events), graph -> graph.compare(session, other));
  }

  private int ask(Bounds bounds, Function<GraphQuestions, Answer> question) {
    Answer answer;
    try (Driver graph = servers.neo4j().open()) {
      answer = question.apply(new GraphQuestions(graph, bounds, nanoClock));
    }
    if (!answer.unknown().isEmpty()) {
      throw new UsageException(
          "the graph has no "
              + answer.unknown().stream().map(Subject::toString).collect(joining(" and no ")));
    }
    PrintWriter out = spec.commandLine().getOut();
    answer.rows().forEach(row -> out.println(row.json()));
    answer.cuts().forEach(cut -> out.println(cut.json()));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    answer.cuts().forEach(cut -> err.println(new CutNote(cut).text()));
    if (answer.rows().isEmpty() && answer.cuts().isEmpty()) {
      err.println("The answer is empty: no event meets the conditions.");
    }
    return ExitCode.DONE;
  }

  private static String lower(String eventId) {
    return eventId.toLowerCase(Locale.ROOT);
  }

  private static Instant utc(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
  }
}
