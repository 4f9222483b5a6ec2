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
   * Each fourth attempt locks the table first: readers of all months that follow each other without
   * a gap let nothing else through. If each ends within 200 ms, this attempt succeeds.
   */
  private static final int TABLE_FIRST = 4;

  /** Postgres's lock_not_available. */
  private static final String LOCKED = "55P03";

  /** Checks that a month may still go. */
  @FunctionalInterface
  interface Due {
    void require() throws SQLException;
  }

  /**
   * Drops the rows that an event names. Recording waits at most 200 ms for an attempt, and not at
   * all for most that do not get the partition.
   *
   * @param archived the position of the event
   * @param due is asked before each attempt, and ends this by its failure
   * @return how many rows were dropped; 0 if none of them was there any more
   * @throws SQLException also if the locks could not be had in a minute or two (55P03), or the
   *     partition has other rows than the event names (55000)
   */
  long run(long archived, Due due) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      due.require();
      try {
        return once(archived, attempt % TABLE_FIRST == 0);
      } catch (SQLException e) {
        if (!LOCKED.equals(e.getSQLState()) || attempt == ATTEMPTS) {
          throw e;
        }
      }
      pause(attempt);
    }
  }

  private long once(long archived, boolean tableFirst) throws SQLException {
    try (PreparedStatement drop = ledger.prepareStatement(Sql.DROP_ARCHIVED.text())) {
      drop.setLong(1, archived);
      drop.setBoolean(2, tableFirst);
      try (ResultSet row = drop.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void pause(int attempt) throws SQLException {
    try (PreparedStatement pause = ledger.prepareStatement(Sql.PAUSE.text())) {
      pause.setInt(1, attempt);
      pause.execute();
    }
  }
}
