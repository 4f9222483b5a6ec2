package io.contextgraph.audit;

import io.contextgraph.archive.Archives;
import io.contextgraph.event.PositionRanges;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the ids of archived events, which stay in the ledger.
 *
 * @param ledger with auto-commit on
 */
record ArchivedIdentities(Connection ledger) {
  /** An archived event. */
  record Identity(String eventId, long position) {}

  /** Receives a page. */
  @FunctionalInterface
  interface Pages {
    void add(List<Identity> page) throws SQLException;
  }

  /** Passes on the identities of an archive, at most {@code size} at once, by position. */
  void read(Archives.Entry archive, int size, Pages pages) throws SQLException {
    for (PositionRanges.Range segment : archive.segments()) {
      long after = segment.first() - 1;
      List<Identity> page = page(archive, after, segment.last(), size);
      while (!page.isEmpty()) {
        pages.add(page);
        after = page.get(page.size() - 1).position();
        page = page(archive, after, segment.last(), size);
      }
    }
  }

  private List<Identity> page(Archives.Entry archive, long after, long upTo, int size)
      throws SQLException {
    List<Identity> page = new ArrayList<>();
    try (PreparedStatement read = ledger.prepareStatement(Sql.PAGE_ARCHIVED_IDENTITIES.text())) {
      read.setLong(1, after);
      read.setLong(2, upTo);
      read.setObject(3, archive.month().lower().atOffset(ZoneOffset.UTC));
      read.setObject(4, archive.month().upper().atOffset(ZoneOffset.UTC));
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
