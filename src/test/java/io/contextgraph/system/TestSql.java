package io.contextgraph.system;

import io.contextgraph.ledger.PostgresConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs the statements of tests, over a connection of their own. */
public final class TestSql {
  private TestSql() {}

  public static void execute(PostgresConnections database, String... statements)
      throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of a query's first row, as a text. */
  public static String text(PostgresConnections database, String query) throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
