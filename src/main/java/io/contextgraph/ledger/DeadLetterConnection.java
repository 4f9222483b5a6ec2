package io.contextgraph.ledger;

import io.contextgraph.server.RefusedException;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/** Connects the JDBC sink on the TaskManager, where the password is resolved. */
final class DeadLetterConnection implements JdbcConnectionProvider {
  @Serial private static final long serialVersionUID = 1;
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
    return open != null && open.isValid(5);
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      try {
        open = connections.openDurable();
      } catch (RefusedException e) {
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
        throw new IllegalStateException("Could not close the connection for dead letters", e);
      }
    }
  }

  @Override
  public Connection reestablishConnection() throws SQLException {
    closeConnection();
    return getOrEstablishConnection();
  }
}
