package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Appends a batch in one transaction, under the lock on {@code ledger.head}. */
final class AppendTransaction {
  private final Connection connection;
  private final CopyBuffer buffer;

  /**
   * @param connection with auto-commit off
   */
  AppendTransaction(Connection connection, CopyBuffer buffer) {
    this.connection = connection;
    this.buffer = buffer;
  }

  /**
   * Commits the whole batch, or rolls back and throws. If the commit itself fails, the outcome is
   * unknown.
   *
   * @param expected the last position of the ledger that the writer has seen
   * @throws LedgerMismatchException if the ledger does not continue {@code expected}
   */
  AppendResult run(List<Event> events, LedgerMark expected) throws SQLException {
    try {
      AppendResult result = append(events, expected);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Commits dead letters that belong to no append. */
  void writeDeadLetters(List<DeadLetter> letters) throws SQLException {
    try {
      DeadLetterInsert.run(connection, letters);
      connection.commit();
    } catch (SQLException e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private AppendResult append(List<Event> events, LedgerMark expected) throws SQLException {
    LockedHead head = LockedHead.lock(connection, expected);
    LedgerBatch batch = LedgerBatch.split(events, RecordedHashes.of(events, connection));
    DeadLetterInsert.run(connection, batch.conflicts());
    LedgerMark mark = batch.fresh().isEmpty() ? head.mark(connection) : record(batch.fresh(), head);
    return new AppendResult(mark, batch.fresh().size(), batch.duplicates(), batch.conflicts());
  }

  private LedgerMark record(List<Event> fresh, LockedHead head) throws SQLException {
    long first = head.firstFreePosition();
    EventRows.writeIdentities(fresh, first, buffer);
    copy(Sql.COPY_IDENTITIES);
    EventRows.writeEvents(fresh, first, head.recordedAtMicros(), buffer);
    copy(Sql.COPY_EVENTS);
    LedgerHead moved = head.moveTo(connection, head.head().position() + fresh.size());
    EventId last = fresh.get(fresh.size() - 1).eventId();
    return new LedgerMark(moved.ledgerId(), moved.position(), last);
  }

  private void copy(Sql statement) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text());
    try {
      copy.writeToCopy(buffer.bytes(), 0, buffer.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
