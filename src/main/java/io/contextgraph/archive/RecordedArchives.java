package io.contextgraph.archive;

import io.contextgraph.event.ControlEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGStatement;

/**
 * Reads the archives of a ledger from its control events. An event that this program would not
 * write archives nothing.
 *
 * @param ledger used by one thread
 */
public record RecordedArchives(Connection ledger) {
  private static final int PAGE = 1_000;

  /** The archives up to the end of the ledger. */
  public Archives read() throws SQLException {
    return read(Long.MAX_VALUE);
  }

  /**
   * The archives up to a position.
   *
   * @param end the last position that counts
   */
  public Archives read(long end) throws SQLException {
    Archives archives = new Archives();
    long after = 0;
    int rows = PAGE;
    while (rows == PAGE && after < end) {
      rows = 0;
      try (PreparedStatement page = page(after);
          ResultSet row = page.executeQuery()) {
        while (row.next()) {
          rows++;
          after = row.getLong("global_position");
          if (after <= end) {
            record(row).ifPresent(archives::apply);
          }
        }
      }
    }
    return archives;
  }

  private PreparedStatement page(long after) throws SQLException {
    PreparedStatement statement = ledger.prepareStatement(Sql.PAGE_ARCHIVE_RECORDS.text());
    // A server-side prepared statement may get a generic plan, which does not use the indexes.
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    statement.setString(1, ControlEvent.SESSION);
    statement.setString(2, ControlEvent.STREAM);
    statement.setString(3, ArchiveEvents.ARCHIVED);
    statement.setString(4, ArchiveEvents.RESTORED);
    statement.setLong(5, after);
    statement.setInt(6, PAGE);
    return statement;
  }

  private static Optional<ArchiveRecord> record(ResultSet row) throws SQLException {
    long position = row.getLong("global_position");
    try {
      return Optional.of(
          row.getString("event_type").equals(ArchiveEvents.RESTORED)
              ? new ArchiveRecord.Restored(
                  position,
                  number(row, "archived"),
                  row.getObject("recorded_at", OffsetDateTime.class).toInstant())
              : new ArchiveRecord.Archived(position, month(position, row), replaced(row)));
    } catch (IllegalArgumentException | DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static Set<Long> replaced(ResultSet row) throws SQLException {
    String replaced = row.getString("replaces");
    return replaced == null
        ? Set.of()
        : Stream.of(replaced.split(",")).map(Long::valueOf).collect(Collectors.toSet());
  }

  /**
   * What an event says.
   *
   * @throws IllegalArgumentException if it names no file of an archive, or an event that was not
   *     recorded before it
   */
  private static ArchivedMonth month(long position, ResultSet row) throws SQLException {
    ArchivedMonth month = month(row);
    ArchiveName.require(month.file().name());
    if (month.positions().last() >= position) {
      throw new IllegalArgumentException("the event names later positions");
    }
    return month;
  }

  private static ArchivedMonth month(ResultSet row) throws SQLException {
    return new ArchivedMonth(
        text(row, "partition"),
        Instant.parse(text(row, "lower")),
        Instant.parse(text(row, "upper")),
        new ArchivedMonth.Positions(
            number(row, "first"),
            number(row, "last"),
            number(row, "rows"),
            number(row, "range_count"),
            text(row, "ranges_sha256")),
        new ArchivedMonth.FileDigests(
            text(row, "file"), text(row, "lines_sha256"), text(row, "file_sha256")),
        ArchivedMonth.GraphRule.valueOf(text(row, "graph").toUpperCase(Locale.ROOT)));
  }

  private static long number(ResultSet row, String column) throws SQLException {
    return Long.parseLong(text(row, column));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new IllegalArgumentException("the event has no " + column);
    }
    return text;
  }
}
