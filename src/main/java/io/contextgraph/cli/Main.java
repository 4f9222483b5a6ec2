package io.contextgraph.cli;

import io.contextgraph.server.FailureText;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/**
 * The command line. Exit codes: 0 done, 1 the check found something, 2 wrong usage or
 * configuration, 3 a server could not be reached, 70 a bug.
 */
public final class Main {
  /** A strong reference: an unreferenced logger is garbage-collected and loses its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  /** Set by bin/context-graph if standard output is a terminal. */
  private static final String COLUMNS = "context-graph.columns";

  private static final String LOG_LEVEL_OF = "org.slf4j.simpleLogger.log.";

  /**
   * Warns of a certificate that is refused with a stack trace; the failure says it in one line. The
   * name alone, so that it is renamed with the class.
   */
  private static final String NETTY_PIPELINE = "io.netty.channel.DefaultChannelPipeline";

  /** Before each failure. */
  private static final String PREFIX = "context-graph: ";

  private Main() {}

  public static void main(String[] words) {
    String[] arguments = Arguments.withHelpAsOption(words);
    // Numbers are the same in every answer and note, whatever the locale.
    Locale.setDefault(Locale.ROOT);
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty(LOG_LEVEL_OF.concat(NETTY_PIPELINE), "error");
    ROOT_LOGGER.setLevel(Level.WARNING);
    PrintStream err =
        new PrintStream(StandardOutput.of(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.setErr(err);
    StandardOutput out = new StandardOutput(StandardOutput.of(FileDescriptor.out));
    Terminal terminal = Terminal.of(System.getProperty(COLUMNS), System.getenv());
    CommandLine commands = commandLine(System.getenv(), terminal, arguments);
    commands.setOut(StandardOutput.writer(out)).setErr(StandardOutput.writer(err));
    System.exit(execute(commands, out, arguments));
  }

  private static int execute(CommandLine commands, StandardOutput out, String... arguments) {
    PrintWriter err = commands.getErr();
    Optional<String> damage = Arguments.ofProcess().damage(arguments);
    if (damage.isPresent()) {
      err.println(PREFIX + damage.get());
      return ExitCode.WRONG_USAGE;
    }
    int exitCode = commands.execute(arguments);
    commands.getOut().flush();
    Optional<IOException> failure = out.failure();
    failure.ifPresent(e -> err.println(PREFIX + "the answer is lost: " + FailureText.of(e)));
    return failure.isPresent() ? ExitCode.WRONG_USAGE : exitCode;
  }

  /**
   * All commands, for a program whose output goes to no terminal.
   *
   * @param environment names the servers, as {@code connections.env} does
   */
  static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(environment, System.in);
  }

  /** As {@link #commandLine(Map)}, with another standard input. */
  static CommandLine commandLine(Map<String, String> environment, InputStream in) {
    Servers servers = new Servers(environment);
    return commandLine(Terminal.NONE, servers, new Commands(servers, in).of());
  }

  /**
   * The command that the words name, or all of them.
   *
   * @param environment names the servers, as {@code connections.env} does
   */
  static CommandLine commandLine(
      Map<String, String> environment, Terminal terminal, String... words) {
    Servers servers = new Servers(environment);
    return commandLine(terminal, servers, new Commands(servers, System.in).of(words));
  }

  private static CommandLine commandLine(Terminal terminal, Servers servers, List<Object> made) {
    CommandLine commands = new CommandLine(new Root(terminal));
    made.forEach(commands::addSubcommand);
    commands.getCommandSpec().version("context-graph " + version());
    Converters.register(commands);
    takeValuesAsTheyAre(commands);
    return commands
        .setParameterExceptionHandler(new Usage())
        .setExecutionExceptionHandler((e, command, parsed) -> report(e, command, servers));
  }

  /**
   * No value is anything but itself: a file of arguments, a quoted text, another option. Where an
   * option takes several values, the next option ends them.
   */
  private static void takeValuesAsTheyAre(CommandLine command) {
    command
        .getCommandSpec()
        .parser()
        .expandAtFiles(false)
        .trimQuotes(false)
        .splitQuotedStrings(true)
        .allowSubcommandsAsOptionParameters(true)
        .allowOptionsAsOptionParameters(
            command.getCommandSpec().options().stream()
                .noneMatch(option -> option.arity().isVariable()));
    command.getSubcommands().values().forEach(Main::takeValuesAsTheyAre);
  }

  private static int report(Exception e, CommandLine command, Servers servers) {
    Optional<Failure> failure = Failure.of(e, AskedServers.of(servers, command));
    if (failure.isEmpty()) {
      command.getErr().println(PREFIX + "this is a bug; please report these lines:");
      e.printStackTrace(command.getErr());
      return ExitCode.BUG;
    }
    command.getOut().flush();
    command.getErr().println(PREFIX + CellText.visible(failure.get().message()));
    return failure.get().exitCode();
  }

  /** From the jar's manifest. */
  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(unpacked)");
  }
}
