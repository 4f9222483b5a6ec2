package io.contextgraph.query;

import io.contextgraph.event.FieldsFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** An open dead letter that is locked until the end of the connection's transaction. */
record LockedLetter(String stream, String entryId, String reason, String detail, byte[] fields) {
  /**
   * Locks a letter.
   *
   * @throws IllegalArgumentException if there is no such letter or it is not open
   */
  static LockedLetter lock(Connection ledger, long id) throws SQLException {
    try (PreparedStatement lock = ledger.prepareStatement(Sql.LOCK_DEAD_LETTER.text())) {
      lock.setLong(1, id);
      try (ResultSet row = lock.executeQuery()) {
        if (!row.next()) {
          throw new IllegalArgumentException("there is no dead letter " + id);
        }
        String status = row.getString("status");
        if (!status.equals("open")) {
          throw new IllegalArgumentException("dead letter " + id + " is " + status + " already");
        }
        return new LockedLetter(
            row.getString("stream"),
            row.getString("entry_id"),
            row.getString("reason"),
            row.getString("detail"),
            row.getBytes("fields"));
      }
    }
  }

  List<FieldsFormat.Field> storedFields() {
    return FieldsFormat.read(fields);
  }
}
