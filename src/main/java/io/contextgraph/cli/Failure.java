package io.contextgraph.cli;

import io.contextgraph.graph.ProjectionException;
import io.contextgraph.graph.StoreUnavailableException;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.neo4j.driver.exceptions.Neo4jException;

/** A command's failure as shown to the user: an exit code and one line. */
record Failure(int exitCode, String message) {
  /** Classifies an exception by its causes; empty if none of them is known, which is a bug. */
  static Optional<Failure> of(Exception thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (isUsage(e)) {
        return Optional.of(new Failure(ExitCode.WRONG_USAGE, message(e)));
      }
      if (isServer(e)) {
        return Optional.of(new Failure(ExitCode.UNREACHABLE, message(e)));
      }
    }
    return Optional.empty();
  }

  private static boolean isUsage(Throwable e) {
    return e instanceof UsageException
        || e instanceof IllegalArgumentException
        || e instanceof ProjectionException
        || e instanceof SchemaMismatchException
        || e instanceof Secret.UnavailableException
        || e instanceof SQLException sql && isAnswer(sql);
  }

  private static boolean isServer(Throwable e) {
    return e instanceof SQLException
        || e instanceof RedisException
        || e instanceof Neo4jException
        || e instanceof RefusedException
        || e instanceof StoreUnavailableException
        || e instanceof FlywayException
        || e instanceof IOException;
  }

  /**
   * Whether the server was reached and refused: the role lacks a privilege, the schema is not
   * installed or a value is out of range (SQLSTATE classes 22 and 42, and 55000). A retry would
   * fail the same way.
   */
  private static boolean isAnswer(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.startsWith("42") || state.equals("55000");
  }

  /** Lettuce reports the reason of a refused connection in the cause. */
  private static String message(Throwable e) {
    Throwable cause = e.getCause();
    return String.valueOf(
        e instanceof RedisConnectionException && cause != null
            ? cause.getMessage()
            : e.getMessage());
  }
}
