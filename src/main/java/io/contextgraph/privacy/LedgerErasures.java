package io.contextgraph.privacy;

import io.contextgraph.event.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The erasures and rotations that a ledger recorded, as any role sees them that may read events.
 *
 * @param ledger an open connection
 */
record LedgerErasures(Connection ledger) {
  /** The erasures at the positions after {@code after} up to {@code upTo}, the first of them. */
  List<LedgerErasure> page(long after, long upTo, int atMost) throws SQLException {
    List<LedgerErasure> erasures = new ArrayList<>();
    try (PreparedStatement statement = ledger.prepareStatement(Sql.READ_ERASURES.text())) {
      statement.setString(1, ControlEvent.SESSION);
      statement.setString(2, ControlEvent.STREAM);
      statement.setLong(3, after);
      statement.setLong(4, upTo);
      statement.setInt(5, atMost);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          erasures.add(StoreRows.erasure(rows));
        }
      }
    }
    return erasures;
  }

  /** The ids of all key-encryption keys that recorded rotations name. */
  List<String> keks() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement = ledger.prepareStatement(Sql.READ_KEKS.text())) {
      statement.setString(1, ControlEvent.SESSION);
      statement.setString(2, ControlEvent.STREAM);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString("kek"));
        }
      }
    }
    return ids;
  }
}
