package io.contextgraph.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Prepares a connection for statements that read whole months, however long that takes. */
final class LongStatements {
  private LongStatements() {}

  /** Lets each statement of a connection take any time, from now until the connection ends. */
  static void allow(Connection ledger) throws SQLException {
    // The server's keep-alives tell whether it is still there.
    ledger.setNetworkTimeout(Runnable::run, 0);
    try (Statement statement = ledger.createStatement()) {
      statement.execute(Sql.SET_OPTIONS.text());
    }
  }
}
