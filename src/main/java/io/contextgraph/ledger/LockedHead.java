package io.contextgraph.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The row {@code ledger.head}, locked until the transaction ends. The lock serializes appends.
 *
 * @param mark the ledger and its last position
 * @param recordedAtMicros the time of this append, never before that of an earlier one; in
 *     microseconds since 1970-01-01T00:00:00Z
 */
record LockedHead(LedgerMark mark, long recordedAtMicros) {
  static LockedHead lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.LOCK_HEAD.text())) {
      LedgerHead.requireRow(row);
      LedgerMark mark = new LedgerMark(row.getString("ledger_id"), row.getLong("position"));
      return new LockedHead(mark, row.getLong("recorded_at_micros"));
    }
  }

  long firstFreePosition() {
    return mark.position() + 1;
  }

  /** Moves the head; readers are notified when the transaction commits. */
  LedgerMark moveTo(Connection connection, long position) throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(Sql.MOVE_HEAD.text());
        Statement notification = connection.createStatement()) {
      move.setLong(1, position);
      move.setLong(2, recordedAtMicros);
      move.executeUpdate();
      notification.execute(Sql.NOTIFY_APPENDED.text());
    }
    return new LedgerMark(mark.ledgerId(), position);
  }
}
