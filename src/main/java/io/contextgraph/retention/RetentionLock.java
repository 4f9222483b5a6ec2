package io.contextgraph.retention;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets one program at a time archive, drop or restore months of a ledger. */
final class RetentionLock {
  private RetentionLock() {}

  /**
   * Takes the lock until the connection ends, and prepares the session.
   *
   * @throws IllegalArgumentException if another program has it
   */
  static void take(Connection ledger) throws SQLException {
    LongStatements.allow(ledger);
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.TRY_LOCK.text())) {
      row.next();
      if (!row.getBoolean(1)) {
        throw new IllegalArgumentException(
            "another program archives or restores months of this ledger: wait until it ends");
      }
    }
  }
}
