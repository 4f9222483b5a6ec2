package io.contextgraph.cli;

import io.contextgraph.graph.ProjectionException;
import io.contextgraph.graph.StoreUnavailableException;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.api.FlywayException;
import org.neo4j.driver.exceptions.Neo4jException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line. Exit codes: 0 done, 1 the check found something, 2 wrong usage or
 * configuration, 3 a server could not be reached.
 */
@Command(
    name = "context-graph",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Records what AI agents did, and answers questions about it.",
    subcommands = {
      SchemaCommand.class,
      PublishCommand.class,
      EventsCommand.class,
      AskCommand.class,
      DeadLettersCommand.class,
      GraphCommand.class,
      StatusCommand.class
    })
public final class Main {
  static final int FOUND = 1;
  static final int WRONG_USAGE = 2;
  static final int UNREACHABLE = 3;

  /** Kept, since a level set on a logger that nobody holds is forgotten. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private Main() {}

  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler((e, command, parsed) -> exitCode(e, command))
            .execute(arguments));
  }

  private static int exitCode(Exception e, CommandLine command) throws Exception {
    Throwable cause = e;
    while (kind(cause) == 0 && cause.getCause() != null) {
      cause = cause.getCause();
    }
    int kind = kind(cause);
    if (kind == 0) {
      throw e;
    }
    Throwable told =
        cause instanceof RedisConnectionException && cause.getCause() != null
            ? cause.getCause()
            : cause;
    command.getErr().println("context-graph: " + told.getMessage());
    return kind;
  }

  /** The exit code of an exception that is no bug; 0 for any other. */
  private static int kind(Throwable e) {
    boolean usage =
        e instanceof UsageException
            || e instanceof IllegalArgumentException
            || e instanceof ProjectionException
            || e instanceof Secret.UnavailableException
            || e instanceof SQLException sql && isAnswer(sql);
    boolean server =
        e instanceof SQLException
            || e instanceof RedisException
            || e instanceof Neo4jException
            || e instanceof RefusedException
            || e instanceof StoreUnavailableException
            || e instanceof FlywayException
            || e instanceof IOException;
    return usage ? WRONG_USAGE : server ? UNREACHABLE : 0;
  }

  /**
   * Whether the server was reached and said no: a role that may not, a schema that is not there, a
   * value out of range (SQLSTATE classes 22, 42 and 55000); to try again would not help.
   */
  private static boolean isAnswer(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.startsWith("42") || state.equals("55000");
  }

  /** From the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"context-graph " + (version == null ? "(unpacked)" : version)};
    }
  }
}
