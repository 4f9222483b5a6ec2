package io.contextgraph.schema;

import io.contextgraph.ledger.PostgresConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Opens the connections that install a schema. */
final class AdminConnection {
  private AdminConnection() {}

  /**
   * Connections to a server that was just reached.
   *
   * @throws io.contextgraph.server.RefusedException as {@link PostgresConnections#open}
   * @throws SQLException if the server cannot be reached; the message names its address
   */
  static DataSource to(PostgresConnections admin) throws SQLException {
    // What the driver and Flyway report of a connection that fails does not name the server.
    admin.open().close();
    return admin.dataSourceWithoutTimeout();
  }

  /** No timeout of the database or the role ends a statement of this connection. */
  static Connection open(DataSource admin) throws SQLException {
    Connection connection = admin.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(Sql.LIMIT_LOCK_WAIT.text());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
