package io.contextgraph.ledger;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Appends a batch in one transaction, under the lock on {@code ledger.head}. */
final class AppendTransaction {
  private final Connection connection;
  private final CopyBuffer buffer;
  private final WriterTree tree;

  /**
   * @param connection with auto-commit off
   * @param tree kept between the appends of a connection
   */
  AppendTransaction(Connection connection, CopyBuffer buffer, WriterTree tree) {
    this.connection = connection;
    this.buffer = buffer;
    this.tree = tree;
  }

  /**
   * Commits the whole batch, or rolls back and throws. If the commit itself fails, the outcome is
   * unknown.
   *
   * @param expected the last position of the ledger that the writer has seen
   * @throws LedgerMismatchException if the ledger does not continue {@code expected}
   */
  AppendResult run(List<Event> events, LedgerMark expected) throws SQLException {
    LeafDigests digests = LeafDigests.of(events);
    try {
      AppendResult result = append(events, digests, expected);
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

  private AppendResult append(List<Event> events, LeafDigests digests, LedgerMark expected)
      throws SQLException {
    LockedHead head = LockedHead.lock(connection, expected);
    LedgerBatch batch = LedgerBatch.split(events, RecordedHashes.of(events, connection));
    DeadLetterInsert.run(connection, batch.conflicts());
    LedgerMark mark =
        batch.fresh().isEmpty() ? head.mark(connection) : record(batch.fresh(), digests, head);
    return new AppendResult(mark, batch.fresh().size(), batch.duplicates(), batch.conflicts());
  }

  private LedgerMark record(List<Event> fresh, LeafDigests digests, LockedHead head)
      throws SQLException {
    long first = head.firstFreePosition();
    EventRows.writeIdentities(fresh, first, buffer);
    copy(Sql.COPY_IDENTITIES);
    EventRows.writeEvents(fresh, first, head.recordedAtMicros(), buffer);
    copy(Sql.COPY_EVENTS);
    WriterTree.Grown grown =
        head.hasTree()
            ? tree.grow(head, fresh, digests, connection)
            : new WriterTree.Grown(head.frontier(), List.of());
    LedgerHead moved =
        head.moveTo(
            connection, head.head().position() + fresh.size(), grown.frontier(), grown.full());
    EventId last = fresh.get(fresh.size() - 1).eventId();
    return new LedgerMark(moved.ledgerId(), moved.position(), last);
  }

  private void copy(Sql statement) throws SQLException {
    new CopyStatement(connection, buffer).send(statement);
  }
}
