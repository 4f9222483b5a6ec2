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
 * is not part of the job graph. Credentials and certificates that have worked may be refused while
 * they are being replaced: the task restarts and reads their files again. Those that have never
 * worked end the job.
 */
final class DeadLetterConnection implements JdbcConnectionProvider {
  @Serial private static final long serialVersionUID = 1;
  private static final int VALID_WITHIN_SECONDS = 5;
  private final PostgresConnections connections;
  private boolean worked;
  private transient @Nullable Connection connection;

  /**
   * @param worked whether the credentials have worked, in an earlier attempt
   */
  DeadLetterConnection(PostgresConnections connections, boolean worked) {
    this.connections = connections;
    this.worked = worked;
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
      } catch (RefusedException e) {
        throw worked ? e : new SuppressRestartsException(e);
      } catch (SchemaMismatchException e) {
        throw new SuppressRestartsException(e);
      }
      worked = true;
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
