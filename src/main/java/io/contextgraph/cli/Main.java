package io.contextgraph.cli;

import java.io.InputStream;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 the check found something, 2 wrong usage or
 * configuration, 3 a server could not be reached.
 */
@Command(
    name = "context-graph",
    mixinStandardHelpOptions = true,
    description = "Records what AI agents did, and answers questions about it.")
public final class Main {
  /** A strong reference: an unreferenced logger is garbage-collected and loses its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  /**
   * All commands.
   *
   * @param environment names the servers, as {@code connections.env} does
   */
  static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, System.in);
  }

  /** As {@link #commandLine(Map)}, with another standard input. */
  static CommandLine commandLine(Map<String, String> environment, InputStream in) {
    Servers servers = new Servers(environment);
    CommandLine commands =
        new CommandLine(new Main())
            .addSubcommand(new SchemaCommand(servers))
            .addSubcommand(new PublishCommand(servers, in, System::nanoTime, Clock.systemUTC()))
            .addSubcommand(new EventsCommand(servers))
            .addSubcommand(new AskCommand(servers, System::nanoTime))
            .addSubcommand(new DeadLettersCommand(servers, Clock.systemUTC()))
            .addSubcommand(new GraphCommand(servers, System::nanoTime))
            .addSubcommand(new GroupCommand(servers))
            .addSubcommand(new StatusCommand(servers, InstantSource.system()));
    commands.getCommandSpec().version("context-graph " + version());
    return commands.setExecutionExceptionHandler((e, command, parsed) -> report(e, command));
  }

  private static int report(Exception e, CommandLine command) throws Exception {
    Optional<Failure> failure = Failure.of(e);
    if (failure.isEmpty()) {
      throw e;
    }
    command.getErr().println("context-graph: " + failure.get().message());
    return failure.get().exitCode();
  }

  /** From the jar's manifest. */
  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(unpacked)");
  }
}
