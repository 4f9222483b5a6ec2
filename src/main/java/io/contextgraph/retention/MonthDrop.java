package io.contextgraph.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Drops the rows of archived months.
 *
 * @param ledger of the control role, with auto-commit on
 */
record MonthDrop(Connection ledger) {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int CALLS = 5;

  /** Attempts of one call, whose pauses grow up to three seconds. */
  private static final int ATTEMPTS = 25;

  /**
   * Drops the rows that an event names. Recording waits at most 200 ms for each attempt.
   *
   * @param archived the position of the event
   * @return how many rows were dropped; 0 if none of them was there any more
   * @throws SQLException also if the locks could not be had in minutes (55P03), or the partition
   *     has other rows than the event names (55000)
   */
  long run(long archived) throws SQLException {
    for (int call = 1; ; call++) {
      try {
        return once(archived);
      } catch (SQLException e) {
        if (call == CALLS || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
          throw e;
        }
      }
    }
  }

  private long once(long archived) throws SQLException {
    try (PreparedStatement drop = ledger.prepareStatement(Sql.DROP_ARCHIVED.text())) {
      drop.setLong(1, archived);
      drop.setInt(2, ATTEMPTS);
      try (ResultSet row = drop.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
