package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row {@code ledger.head}, locked until the transaction ends. The lock serializes appends.
 *
 * @param frontier the tree, which has fewer leaves than the ledger has positions until it is built
 * @param recordedAtMicros the time of this append, never before that of an earlier one; in
 *     microseconds since 1970-01-01T00:00:00Z
 */
record LockedHead(LedgerHead head, Frontier frontier, long recordedAtMicros) {
  /**
   * Locks the head of a ledger that continues a mark.
   *
   * @throws LedgerMismatchException if the ledger does not continue it
   */
  static LockedHead lock(Connection connection, LedgerMark expected) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(Sql.LOCK_HEAD.text())) {
      lock.setLong(1, expected.position());
      try (ResultSet row = lock.executeQuery()) {
        LedgerHead head = LedgerHead.of(row);
        expected.requireContinuedBy(head, id(row.getObject("recorded", UUID.class)));
        return new LockedHead(head, TreeHead.frontier(row), row.getLong("recorded_at_micros"));
      }
    }
  }

  private static @Nullable EventId id(@Nullable UUID uuid) {
    return uuid == null ? null : EventId.of(uuid);
  }

  long firstFreePosition() {
    return head.position() + 1;
  }

  /** The last position that is recorded, and its event. */
  LedgerMark mark(Connection connection) throws SQLException {
    long position = head.position();
    return new LedgerMark(head.ledgerId(), position, RecordedIds.at(position, connection));
  }

  /** Whether the tree has a leaf for each position, so that the next events get theirs. */
  boolean hasTree() {
    return frontier.size() == head.position();
  }

  /**
   * Moves the head; readers are notified when the transaction commits.
   *
   * @param grown the tree with the leaves up to the position, or this one if it has no tree
   * @param full the tiles that became full with it, which are inserted
   */
  LedgerHead moveTo(Connection connection, long position, Frontier grown, List<Tile> full)
      throws SQLException {
    try (PreparedStatement move = HeadUpdate.prepare(connection, Sql.MOVE_HEAD.text(), 4, full);
        Statement notification = connection.createStatement()) {
      move.setLong(1, position);
      move.setLong(2, recordedAtMicros);
      move.setLong(3, grown.size());
      move.setBytes(4, grown.toBytes());
      move.executeUpdate();
      notification.execute(Sql.NOTIFY_APPENDED.text());
    }
    return new LedgerHead(head.ledgerId(), position);
  }
}
