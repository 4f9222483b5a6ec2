package io.contextgraph.cli;

import io.contextgraph.query.Answer;
import io.contextgraph.query.Bounds;
import io.contextgraph.query.Cut;
import io.contextgraph.query.GraphQuestions;
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
  private static final String DEPTH = "100";
  private static final String EVENTS = "1000000";
  private static final String COUNTED = "Maximum number of events to count.";
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
      @Option(names = "--depth", defaultValue = DEPTH, description = "Maximum number of steps.")
          int depth,
      @Mixin AnswerOptions options) {
    return ask(
        "event " + event, options.bounds().withDepth(depth), graph -> graph.causes(lower(event)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Everything that followed from an event, the nearest first.")
  int effects(
      @Parameters(paramLabel = "EVENT") String event,
      @Option(names = "--depth", defaultValue = DEPTH, description = "Maximum number of steps.")
          int depth,
      @Mixin AnswerOptions options) {
    return ask(
        "event " + event, options.bounds().withDepth(depth), graph -> graph.effects(lower(event)));
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
              description = "Of the events at that time, only those after this position.")
          long after,
      @Mixin AnswerOptions options) {
    return ask(
        "event of session " + session,
        options.bounds(),
        graph -> graph.timeline(session, utc(from), after));
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
    return ask(
        "tool of agent " + agent,
        options.bounds().withEvents(events),
        graph -> graph.tools(agent, utc(from)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compares two sessions by event type and tool.")
  int compare(
      @Parameters(paramLabel = "SESSION") String session,
      @Parameters(paramLabel = "OTHER") String other,
      @Option(names = "--events", defaultValue = EVENTS, description = COUNTED) int events,
      @Mixin AnswerOptions options) {
    return ask(
        "event of session " + session + " or " + other,
        options.bounds().withEvents(events),
        graph -> graph.compare(session, other));
  }

  private int ask(String subject, Bounds bounds, Function<GraphQuestions, Answer> question) {
    Answer answer;
    try (Driver graph = servers.neo4j().open()) {
      answer = question.apply(new GraphQuestions(graph, bounds, nanoClock));
    }
    if (answer.rows().isEmpty() && answer.cut() == null) {
      throw new UsageException("the graph has no " + subject);
    }
    PrintWriter out = spec.commandLine().getOut();
    answer.lines().forEach(out::println);
    out.flush();
    Cut cut = answer.cut();
    if (cut != null) {
      spec.commandLine()
          .getErr()
          .println("The answer is not complete: --%s %d".formatted(cut.bound(), cut.value()));
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
