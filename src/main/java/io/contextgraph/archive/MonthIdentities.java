package io.contextgraph.archive;

import io.contextgraph.event.PositionRanges.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the identities of a month's events, which stay in the ledger when their rows go. Those of
 * its control events are left out.
 *
 * @param ledger with auto-commit on
 * @param lower the beginning of the month
 * @param upper its end, excluded
 */
public record MonthIdentities(Connection ledger, Instant lower, Instant upper) {
  /**
   * Positions that a statement looks at, most of which may be of other months: no index has both
   * position and time.
   */
  private static final long WINDOW = 1_000_000;

  /** The identity of an event. */
  public record Identity(String eventId, long position) {}

  /** Receives a page, which has an identity. */
  @FunctionalInterface
  public interface Pages {
    void add(List<Identity> page) throws SQLException;
  }

  /** Passes on the identities of the events that an archive has, at most {@code size} at once. */
  public static void ofArchive(Connection ledger, Archives.Entry archive, int size, Pages pages)
      throws SQLException {
    ArchivedMonth month = archive.month();
    MonthIdentities identities = new MonthIdentities(ledger, month.lower(), month.upper());
    for (Range segment : archive.segments()) {
      identities.read(segment, size, pages);
    }
  }

  /** Passes on the identities between two positions, in order, at most {@code size} at once. */
  public void read(Range positions, int size, Pages pages) throws SQLException {
    for (Range window : Segments.windows(positions, WINDOW)) {
      long after = window.first() - 1;
      List<Identity> page = page(after, window.last(), size);
      while (!page.isEmpty()) {
        pages.add(page);
        after = page.get(page.size() - 1).position();
        page = page(after, window.last(), size);
      }
    }
  }

  private List<Identity> page(long after, long upTo, int size) throws SQLException {
    List<Identity> page = new ArrayList<>();
    try (PreparedStatement read = ledger.prepareStatement(Sql.PAGE_MONTH_IDENTITIES.text())) {
      read.setLong(1, after);
      read.setLong(2, upTo);
      read.setObject(3, lower.atOffset(ZoneOffset.UTC));
      read.setObject(4, upper.atOffset(ZoneOffset.UTC));
      read.setInt(5, size);
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          page.add(new Identity(row.getString("event_id"), row.getLong("global_position")));
        }
      }
    }
    return page;
  }
}
