package io.contextgraph.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads {@code ledger.head}, the row that contains the ledger's id and its last position. */
public final class LedgerHead {
  private LedgerHead() {}

  /**
   * Reads the head without locking it.
   *
   * @return the ledger's id and the last position that is visible to this connection
   * @throws SQLException also if the schema is not installed
   */
  public static LedgerMark read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_HEAD.text())) {
      requireRow(row);
      return new LedgerMark(row.getString("ledger_id"), row.getLong("position"));
    }
  }

  static void requireRow(ResultSet row) throws SQLException {
    if (!row.next()) {
      throw new SQLException("ledger.head is empty: the schema is not installed", "55000");
    }
  }
}
