package io.contextgraph.cli;

import io.contextgraph.query.GraphQuestions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import org.neo4j.driver.Driver;
import picocli.CommandLine.Command;
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
      "Asks the graph and prints the answer as JSON Lines.",
      "Exit code 2 if the graph contains nothing with the given id."
    })
final class AskCommand {
  private static final String LIMIT = "1000";
  private static final String DEPTH = "100";
  private static final String FROM = "1970-01-01T00:00:00Z";

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();

  AskCommand(Servers servers) {
    this.servers = servers;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "What caused an event, step by step back to the root cause.")
  int causes(
      @Parameters(paramLabel = "EVENT") String event,
      @Option(names = "--depth", defaultValue = DEPTH, description = "Maximum number of steps.")
          int depth,
      @Option(names = "--limit", defaultValue = LIMIT, description = "Maximum number of rows.")
          int limit) {
    return ask(
        "event " + event,
        questions -> questions.causes(lower(event), depth, checked(limit), this::print));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Everything that followed from an event, the nearest first.")
  int effects(
      @Parameters(paramLabel = "EVENT") String event,
      @Option(names = "--depth", defaultValue = DEPTH, description = "Maximum number of steps.")
          int depth,
      @Option(names = "--limit", defaultValue = LIMIT, description = "Maximum number of rows.")
          int limit) {
    return ask(
        "event " + event,
        questions -> questions.effects(lower(event), depth, checked(limit), this::print));
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
      @Option(names = "--limit", defaultValue = LIMIT, description = "Maximum number of rows.")
          int limit) {
    return ask(
        "event of session " + session,
        questions -> questions.timeline(session, utc(from), checked(limit), this::print));
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
      @Option(names = "--limit", defaultValue = LIMIT, description = "Maximum number of rows.")
          int limit) {
    return ask(
        "tool of agent " + agent,
        questions -> questions.tools(agent, utc(from), checked(limit), this::print));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compares two sessions by event type and tool.")
  int compare(
      @Parameters(paramLabel = "SESSION") String session,
      @Parameters(paramLabel = "OTHER") String other,
      @Option(names = "--limit", defaultValue = LIMIT, description = "Maximum number of rows.")
          int limit) {
    return ask(
        "event of session " + session + " or " + other,
        questions -> questions.compare(session, other, checked(limit), this::print));
  }

  private int ask(String subject, Function<GraphQuestions, Integer> question) {
    try (Driver graph = servers.neo4j().open()) {
      if (question.apply(new GraphQuestions(graph)) == 0) {
        throw new UsageException("the graph has no " + subject);
      }
    }
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static int checked(int limit) {
    if (limit < 1) {
      throw new UsageException("--limit must be 1 or greater");
    }
    return limit;
  }

  private static String lower(String eventId) {
    return eventId.toLowerCase(Locale.ROOT);
  }

  private static Instant utc(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
  }
}
