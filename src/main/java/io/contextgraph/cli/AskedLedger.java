package io.contextgraph.cli;

import io.contextgraph.ledger.SchemaMismatchException;
import io.contextgraph.server.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger beside a graph that is asked. If it is not named or cannot be read, the answer is that
 * of the graph alone; {@link #failure} says why. Used by one thread.
 */
final class AskedLedger implements AutoCloseable {
  private final @Nullable Connection connection;
  private @Nullable Failure failure;

  /** Reads something from the ledger. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection ledger) throws SQLException;
  }

  private AskedLedger(@Nullable Connection connection, @Nullable Failure failure) {
    this.connection = connection;
    this.failure = failure;
  }

  /** Connects to the ledger that the environment names. */
  static AskedLedger open(Servers servers) {
    if (!servers.hasPostgres()) {
      return new AskedLedger(
          null, new Failure(ExitCode.DONE, "CONTEXT_GRAPH_POSTGRES_URI is not set"));
    }
    try {
      return new AskedLedger(servers.postgres().openLedger(), null);
    } catch (SQLException | RefusedException | SchemaMismatchException e) {
      return new AskedLedger(null, failure(e));
    }
  }

  private static Failure failure(Exception e) {
    return Failure.of(e).orElseThrow(() -> new IllegalStateException(e));
  }

  /** Empty if the ledger cannot be read; after a failure it is not read again. */
  <T> Optional<T> read(Reading<T> reading) {
    if (connection == null || failure != null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading.from(connection));
    } catch (SQLException e) {
      failure = failure(e);
      return Optional.empty();
    }
  }

  /** Why the ledger was not read, and the exit code that this deserves; empty if it was. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
