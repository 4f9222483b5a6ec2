package io.contextgraph.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps months where they are. A repair and a rebuild write what the ledger had when they read it,
 * so they would bring back events that a retention run has just removed from the graph.
 */
final class MonthsLock {
  private static final int ANSWER_SECONDS = 40;

  private MonthsLock() {}

  /**
   * Takes the lock until the connection ends; several programs may have it.
   *
   * @param ledger with auto-commit on
   * @throws IllegalArgumentException if a program archives or restores months
   */
  static void take(Connection ledger) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.TRY_SHARE_LOCK.text())) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new IllegalArgumentException(
            "another program archives or restores months of this ledger: wait until it ends");
      }
    }
  }

  /**
   * Checks that the lock was not lost with its connection.
   *
   * @throws SQLException if it was, so that months may have been archived or restored meanwhile
   */
  static void requireHeld(Connection ledger) throws SQLException {
    if (!ledger.isValid(ANSWER_SECONDS)) {
      throw new SQLException(
          "the connection that kept months from being archived or restored was lost: run it again",
          "08006");
    }
  }
}
