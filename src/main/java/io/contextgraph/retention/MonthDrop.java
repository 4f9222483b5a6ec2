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
  /** Attempts, whose pauses grow up to 20 seconds: together less than two minutes. */
  private static final int ATTEMPTS = 12;

  /**
   * Drops the rows that an event names. Recording waits at most 200 ms for an attempt, and for most
   * that fail not at all.
   *
   * @param archived the position of the event
   * @return how many rows were dropped; 0 if none of them was there any more
   * @throws SQLException also if the locks could not be had in a minute or two (55P03), or the
   *     partition has other rows than the event names (55000)
   */
  long run(long archived) throws SQLException {
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
