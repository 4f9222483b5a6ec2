package io.contextgraph.ledger;

import io.contextgraph.server.ServerAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
   * Warns if there is a pooler.
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
    try (Connection other = connections.open()) {
      if (backend(other) == backend) {
        throw new SQLException(
            "Postgres at "
                + address
                + " is reached through a connection pooler that pools transactions, which loses SET"
                + " and LISTEN: let it pool sessions",
            "F0000");
      }
    }
    LOG.warn(
        "Postgres at {} is reached through a connection pooler; it must pool sessions, not"
            + " transactions",
        address);
  }

  private static int backend(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_BACKEND.text())) {
      row.next();
      return row.getInt(1);
    }
  }
}
