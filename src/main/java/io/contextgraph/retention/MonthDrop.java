package io.contextgraph.retention;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.LedgerHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGStatement;

/**
 * Drops the rows of archived months.
 *
 * @param ledger of the control role, with auto-commit on
 */
record MonthDrop(Connection ledger) {
  /**
   * Attempts, whose pauses grow up to 20 seconds: the pauses take less than two minutes together.
   * Each attempt reads the whole month before it locks anything.
   */
  private static final int ATTEMPTS = 12;

  /**
   * Each fourth attempt locks the table first: readers of all months that follow each other without
   * a gap let nothing else through. If each ends within 200 ms, this attempt succeeds.
   */
  private static final int TABLE_FIRST = 4;

  /** Postgres's lock_not_available. */
  private static final String LOCKED = "55P03";

  /** Postgres's object_not_in_prerequisite_state: for example, a late event came. */
  private static final String OTHER_ROWS = "55000";

  /** Checks that a month may still go, as it is archived. */
  @FunctionalInterface
  interface Due {
    void require() throws SQLException;
  }

  /**
   * Drops the rows that an event names. Recording waits at most 200 ms for an attempt, and not at
   * all for most that do not get the partition. An attempt during which a hold began is undone.
   *
   * @param archived the position of the event
   * @param due is asked before each attempt and when the partition has other rows, and ends this by
   *     its failure
   * @return how many rows were dropped; 0 if none of them was there any more
   * @throws SQLException also if each attempt failed because the locks could not be had in time or
   *     a hold began (55P03), or the partition has other rows than the event names (55000)
   */
  long run(long archived, Due due) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      long known = LedgerHead.read(ledger).position();
      due.require();
      try {
        return once(archived, attempt % TABLE_FIRST == 0, known);
      } catch (SQLException e) {
        if (OTHER_ROWS.equals(e.getSQLState())) {
          due.require();
        }
        if (!LOCKED.equals(e.getSQLState()) || attempt == ATTEMPTS) {
          throw e;
        }
      }
      pause(attempt);
    }
  }

  /**
   * The call reads the month before it locks the table, so holds may begin after {@code due} looked
   * at them. Once it returns, nothing is recorded until the end of the transaction: each hold is
   * visible to the next statement, or comes after the drop.
   */
  private long once(long archived, boolean tableFirst, long known) throws SQLException {
    ledger.setAutoCommit(false);
    long dropped;
    try {
      limitLocks();
      dropped = drop(archived, tableFirst);
      requireNoHoldAfter(known);
      ledger.commit();
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
    ledger.setAutoCommit(true);
    return dropped;
  }

  /** Also ends the transaction, so that the connection can be used again. */
  private void rollBack(Exception cause) {
    try {
      ledger.rollback();
      ledger.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private void limitLocks() throws SQLException {
    try (Statement statement = ledger.createStatement()) {
      statement.execute(Sql.LIMIT_LOCKS.text());
    }
  }

  private long drop(long archived, boolean tableFirst) throws SQLException {
    try (PreparedStatement drop = ledger.prepareStatement(Sql.DROP_ARCHIVED.text())) {
      drop.setLong(1, archived);
      drop.setBoolean(2, tableFirst);
      try (ResultSet row = drop.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void requireNoHoldAfter(long position) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_LATER_HOLD.text())) {
      // A server-side prepared statement may get a generic plan, which does not use the indexes.
      find.unwrap(PGStatement.class).setPrepareThreshold(0);
      find.setString(1, ControlEvent.SESSION);
      find.setString(2, ControlEvent.STREAM);
      find.setString(3, HoldEvents.HELD);
      find.setLong(4, position);
      try (ResultSet row = find.executeQuery()) {
        if (row.next()) {
          throw new SQLException(
              "a hold began at position " + row.getLong(1) + " during each attempt", LOCKED);
        }
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
