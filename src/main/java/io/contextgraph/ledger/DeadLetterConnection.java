package io.contextgraph.ledger;

import io.contextgraph.server.RefusedException;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the JDBC sink's connection on the TaskManager, so that the password is resolved there and
 * is not part of the job graph.
 */
final class DeadLetterConnection implements JdbcConnectionProvider {
  @Serial private static final long serialVersionUID = 1;
  private static final int VALID_WITHIN_SECONDS = 5;
  private final PostgresConnections connections;
  private transient @Nullable Connection connection;

  DeadLetterConnection(PostgresConnections connections) {
    this.connections = connections;
  }

  @Override
  public @Nullable Connection getConnection() {
    return connection;
  }

  @Override
  public boolean isConnectionValid() throws SQLException {
    Connection open = connection;
    return open != null && open.isValid(VALID_WITHIN_SECONDS);
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      try {
        open = connections.openDurable();
      } catch (RefusedException | SchemaMismatchException e) {
        throw new SuppressRestartsException(e);
      }
      connection = open;
    }
    return open;
  }

  @Override
  public void closeConnection() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        throw new IllegalStateException(
            "Could not close the connection of the dead-letter sink", e);
      }
    }
  }

  @Override
  public Connection reestablishConnection() throws SQLException {
    closeConnection();
    return getOrEstablishConnection();
  }
}
