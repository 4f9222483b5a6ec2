package io.contextgraph.cli;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.evidence.RefutedException;
import io.contextgraph.graph.ProjectionException;
import io.contextgraph.graph.StoreUnavailableException;
import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.notary.TreeMismatchException;
import io.contextgraph.privacy.KeyStoreException;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.TlsFailure;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;

/**
 * A command's failure as shown to the user: an exit code and one line. The only place that decides
 * which code a failure has.
 */
record Failure(int exitCode, String message) {
  private static final String QUERY_CANCELED = "57014";
  private static final String DATA_CORRUPTED = "XX001";

  /** Classes of SQLSTATE, and 55000: an object is not in the state that a statement needs. */
  private static final List<String> ANSWERS = List.of("0A", "22", "23", "2B", "42", "55000");

  /** As {@link #of(Throwable)}; the message names the server that failed, if one did. */
  static Optional<Failure> of(Throwable thrown, AskedServers asked) {
    return of(thrown)
        .map(
            failure ->
                FailedServer.of(thrown, asked)
                    .map(server -> server.named(failure.message))
                    .map(message -> new Failure(failure.exitCode, message))
                    .orElse(failure));
  }

  /** Classifies an exception by its causes; empty if none of them is known, which is a bug. */
  static Optional<Failure> of(Throwable thrown) {
    Throwable refusal = first(thrown, Failure::isRefusal);
    Optional<String> unverified = TlsFailure.reason(thrown);
    if (unverified.isPresent() && !(refusal instanceof RefusedException)) {
      return Optional.of(new Failure(ExitCode.WRONG_USAGE, TlsFailure.PREFIX + unverified.get()));
    }
    if (refusal != null) {
      return Optional.of(new Failure(ExitCode.WRONG_USAGE, refusal(refusal)));
    }
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      Throwable reason = reason(e);
      if (isFinding(reason)) {
        return Optional.of(new Failure(ExitCode.FOUND, FailureText.of(e)));
      }
      if (isUsage(reason)) {
        return Optional.of(new Failure(ExitCode.WRONG_USAGE, FailureText.of(e)));
      }
      if (isServer(reason)) {
        return Optional.of(new Failure(ExitCode.UNREACHABLE, unreachable(e)));
      }
    }
    return Optional.empty();
  }

  /**
   * What decides about the exit code of an exception. Flyway has one type for what it refuses by
   * itself and for what it was told by the server, which is then among the causes.
   */
  private static Throwable reason(Throwable e) {
    Throwable sql = e instanceof FlywayException ? first(e, SQLException.class::isInstance) : null;
    return sql == null ? e : sql;
  }

  private static @Nullable Throwable first(Throwable thrown, Predicate<Throwable> wanted) {
    Throwable e = thrown;
    while (e != null && !wanted.test(e)) {
      e = e.getCause();
    }
    return e;
  }

  /**
   * Whether a server was reached and refuses the user, the password or a right. A driver may wrap
   * this in an exception that looks as if the server could not be reached.
   */
  private static boolean isRefusal(Throwable e) {
    return e instanceof RefusedException
        || e instanceof SecurityException
        || e instanceof StoreUnavailableException store && store.isRefused()
        || e instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("28")
        || e instanceof RedisException && isRefusalOfRedis(String.valueOf(e.getMessage()));
  }

  private static boolean isRefusalOfRedis(String message) {
    return Stream.of("WRONGPASS", "NOAUTH", "NOPERM", "ERR AUTH").anyMatch(message::startsWith);
  }

  private static String refusal(Throwable e) {
    if (e instanceof SecurityException) {
      return "Neo4j refuses the user or the password: " + FailureText.of(e);
    }
    if (e instanceof RedisException) {
      return "Redis refuses the user or the password: " + FailureText.of(e);
    }
    return e instanceof SQLException
        ? "Postgres refuses the user or the password: " + FailureText.of(e)
        : FailureText.of(e);
  }

  /** Whether the ledger contradicts itself or a checkpoint. */
  private static boolean isFinding(Throwable e) {
    return e instanceof TreeMismatchException
        || e instanceof RefutedException
        || e instanceof ArchiveException
        || e instanceof SQLException sql && DATA_CORRUPTED.equals(sql.getSQLState());
  }

  private static boolean isUsage(Throwable e) {
    return e instanceof UsageException
        || e instanceof IllegalArgumentException && !(e instanceof NumberFormatException)
        || e instanceof ProjectionException
        || e instanceof SchemaMismatchException
        || e instanceof KeyStoreException
        || e instanceof Secret.UnavailableException
        || e instanceof FileSystemException
        || e instanceof CharacterCodingException
        || e instanceof FlywayException
        || e instanceof SQLException sql && isAnswer(sql);
  }

  private static boolean isServer(Throwable e) {
    return e instanceof SQLException
        || e instanceof RedisException
        || e instanceof Neo4jException
        || e instanceof StoreUnavailableException
        || e instanceof IOException;
  }

  /**
   * Whether the server was reached and refused: the role lacks a privilege, the schema is not
   * installed, a value or a row violates a rule, another object depends on one, or the server lacks
   * a feature. A retry would fail the same way.
   */
  private static boolean isAnswer(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return ANSWERS.stream().anyMatch(state::startsWith);
  }

  private static String unreachable(Throwable e) {
    Throwable cause = e.getCause();
    if (e instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState())) {
      return "Postgres did not answer in time: " + FailureText.of(e);
    }
    // Lettuce reports the reason of a refused connection in the cause.
    return FailureText.of(e instanceof RedisConnectionException && cause != null ? cause : e);
  }
}
