package io.contextgraph.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The end of a ledger, from the row {@code ledger.head}.
 *
 * @param ledgerId the ledger's id
 * @param position the last position assigned; 0 in an empty ledger
 */
public record LedgerHead(String ledgerId, long position) {
  /**
   * Reads the head without locking it.
   *
   * @return the ledger's id and the last position that is visible to this connection
   * @throws SQLException also if the schema is not installed
   */
  public static LedgerHead read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_HEAD.text())) {
      return of(row);
    }
  }

  /** The name of this ledger as the owner of a consumer group in Redis. */
  public String groupOwner() {
    return "ledger:" + ledgerId;
  }

  /** Moves to the first row of a result, which has the columns of {@code ledger.head}. */
  static LedgerHead of(ResultSet row) throws SQLException {
    if (!row.next()) {
      throw new SQLException("ledger.head is empty: the schema is not installed", "55000");
    }
    return new LedgerHead(row.getString("ledger_id"), row.getLong("position"));
  }
}
