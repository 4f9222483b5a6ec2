package io.contextgraph.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When the events of a range of positions occurred. Partitions are cut by that time, so it selects
 * those that contain the range.
 *
 * @param earliest the first {@code occurred_at}
 * @param latest the last {@code occurred_at}
 */
record PageTimes(OffsetDateTime earliest, OffsetDateTime latest) {
  /** Reads the times of the events after a position up to and including another; null if none. */
  static @Nullable PageTimes read(Connection connection, long after, long upTo)
      throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_PAGE_TIMES.text())) {
      read.setLong(1, after);
      read.setLong(2, upTo);
      try (ResultSet row = read.executeQuery()) {
        row.next();
        OffsetDateTime earliest = row.getObject(1, OffsetDateTime.class);
        OffsetDateTime latest = row.getObject(2, OffsetDateTime.class);
        return earliest == null || latest == null ? null : new PageTimes(earliest, latest);
      }
    }
  }
}
