package io.contextgraph.erasure;

import io.contextgraph.event.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a ledger says of readings that the key store's log of readers may have lost, because the
 * store was restored from a backup.
 *
 * @param exports events {@code privacy.exported} about the subject
 * @param restores events {@code privacy.restored}, about whomever
 */
public record LedgerReadings(long exports, long restores) {
  /** No export, and no restore. */
  static final LedgerReadings NONE = new LedgerReadings(0, 0);

  /** Counts the control events of the ledger. */
  static LedgerReadings find(Connection ledger, String subject) throws SQLException {
    try (PreparedStatement count = ledger.prepareStatement(Sql.COUNT_READINGS.text())) {
      count.setString(1, subject);
      count.setString(2, ControlEvent.SESSION);
      count.setString(3, ControlEvent.STREAM);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return new LedgerReadings(row.getLong("exports"), row.getLong("restores"));
      }
    }
  }
}
