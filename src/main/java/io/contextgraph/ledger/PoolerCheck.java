package io.contextgraph.ledger;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a connection pooler between this process and Postgres. One that pools transactions gives a
 * session's backend to others between two transactions, so that SET and LISTEN have no effect.
 */
record PoolerCheck(ServerAddress address, Source connections) {
  private static final Logger LOG = LoggerFactory.getLogger(PoolerCheck.class);

  /** Opens further connections to the same address. */
  interface Source {
    Connection open() throws SQLException;
  }

  /**
   * Warns if there is a pooler, also if it cannot be found out what it pools, for example because
   * it has no connection left.
   *
   * @param open an idle connection
   * @throws SQLException if another session gets the same backend meanwhile
   */
  void requireOwnBackend(Connection open) throws SQLException {
    int backend = backend(open);
    // A pooler answers a new session with a key of its own, not with that of a backend.
    if (open.unwrap(PGConnection.class).getBackendPID() == backend) {
      return;
    }
    requireNotShared(backend);
    LOG.warn(
        "Postgres at {} is reached through a connection pooler; it must pool sessions, not"
            + " transactions",
        address);
  }

  /** Refuses a backend, in use by an idle connection, that another connection gets as well. */
  void requireNotShared(int backend) throws SQLException {
    OptionalInt other = backendOfAnother();
    if (other.isPresent() && other.getAsInt() == backend) {
      throw new SQLException(
          "Postgres at "
              + address
              + " is reached through a connection pooler that pools transactions, which loses SET"
              + " and LISTEN: let it pool sessions",
          "F0000");
    }
  }

  private OptionalInt backendOfAnother() {
    try (Connection other = connections.open()) {
      return OptionalInt.of(backend(other));
    } catch (SQLException | RefusedException e) {
      LOG.warn(
          "Could not check whether the pooler pools sessions, because it gives no second"
              + " connection: {}",
          FailureText.of(e));
      return OptionalInt.empty();
    }
  }

  private static int backend(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_BACKEND.text())) {
      row.next();
      return row.getInt(1);
    }
  }
}
