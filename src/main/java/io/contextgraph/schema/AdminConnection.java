package io.contextgraph.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Opens the connection that installs a schema. */
final class AdminConnection {
  private AdminConnection() {}

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
