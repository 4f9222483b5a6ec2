package io.contextgraph.ledger;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One append: everything or nothing, under the lock of the head row. */
final class AppendTransaction {
  /** The channel on which readers are woken. */
  static final String CHANNEL = "ledger_appended";

  private static final String LOCK_HEAD =
      "SELECT ledger_id, position,"
          + " (extract(epoch FROM greatest(recorded_at, clock_timestamp())) * 1000000)::bigint"
          + " FROM ledger.head FOR UPDATE";
  private static final String LOOK_UP =
      "SELECT event_id, content_hash FROM ledger.event_identity WHERE event_id = ANY (?)";
  private static final String MOVE_HEAD =
      "UPDATE ledger.head SET position = ?,"
          + " recorded_at = timestamptz '1970-01-01 00:00:00+00' + ? * interval '1 microsecond'";
  static final String INSERT_DEAD_LETTER =
      "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream, entry_id) DO NOTHING";

  private final Connection connection;
  private final CopyBuffer buffer;

  AppendTransaction(Connection connection, CopyBuffer buffer) {
    this.connection = connection;
    this.buffer = buffer;
  }

  /**
   * @param expected what was known of the ledger before
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

  /** Writes dead letters that belong to no append. */
  void writeDeadLetters(List<DeadLetter> letters) throws SQLException {
    try {
      insertDeadLetters(letters);
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
    LedgerMark head;
    long recordedAtMicros;
    try (Statement lock = connection.createStatement();
        ResultSet row = lock.executeQuery(LOCK_HEAD)) {
      if (!row.next()) {
        throw new SQLException("ledger.head has no row: the schema is not installed", "55000");
      }
      head = new LedgerMark(row.getString(1), row.getLong(2));
      recordedAtMicros = row.getLong(3);
    }
    expected.check(head);
    LedgerBatch batch = LedgerBatch.split(events, recorded(events));
    insertDeadLetters(batch.conflicts());
    LedgerMark moved = head;
    if (!batch.fresh().isEmpty()) {
      EventRows.writeIdentities(batch.fresh(), head.position() + 1, buffer);
      copy(EventRows.COPY_IDENTITY);
      EventRows.writeEvents(batch.fresh(), head.position() + 1, recordedAtMicros, buffer);
      copy(EventRows.COPY_EVENT);
      moved = new LedgerMark(head.ledgerId(), head.position() + batch.fresh().size());
      moveHead(moved.position(), recordedAtMicros);
    }
    return new AppendResult(moved, batch.fresh().size(), batch.duplicates(), batch.conflicts());
  }

  private Map<EventId, byte[]> recorded(List<Event> events) throws SQLException {
    UUID[] ids = new UUID[events.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = events.get(i).eventId().toUuid();
    }
    Map<EventId, byte[]> recorded = new HashMap<>();
    Array wanted = connection.createArrayOf("uuid", ids);
    try (PreparedStatement lookUp = connection.prepareStatement(LOOK_UP)) {
      lookUp.setArray(1, wanted);
      try (ResultSet rows = lookUp.executeQuery()) {
        while (rows.next()) {
          byte[] hash = rows.getBytes(2);
          if (hash == null || hash.length != ContentHash.LENGTH) {
            throw new SQLException("the content hash of a recorded event is broken", "XX001");
          }
          recorded.put(EventId.of(rows.getObject(1, UUID.class)), hash);
        }
      }
    } finally {
      wanted.free();
    }
    return recorded;
  }

  private void copy(String sql) throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    try {
      copy.writeToCopy(buffer.bytes(), 0, buffer.size());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void moveHead(long position, long recordedAtMicros) throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(MOVE_HEAD);
        Statement wake = connection.createStatement()) {
      move.setLong(1, position);
      move.setLong(2, recordedAtMicros);
      move.executeUpdate();
      wake.execute("NOTIFY " + CHANNEL);
    }
  }

  private void insertDeadLetters(List<DeadLetter> letters) throws SQLException {
    if (letters.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT_DEAD_LETTER)) {
      for (DeadLetter letter : letters) {
        DeadLetterStatement.fill(insert, letter);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
