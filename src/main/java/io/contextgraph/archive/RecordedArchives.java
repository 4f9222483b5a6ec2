package io.contextgraph.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The beginning of the first month in which an event can occur, whose year has four digits. */
  private static final Instant FIRST_BEGIN = Instant.parse("0000-01-01T00:00:00Z");

  /** The end of the last month in which an event can occur, whose year has four digits. */
  private static final Instant LAST_END = Instant.parse("+10000-01-01T00:00:00Z");

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
      JsonNode payload = JSON.readTree(String.valueOf(row.getString("payload")));
      JsonNode parameters = payload.path("parameters");
      return Optional.of(
          row.getString("event_type").equals(ArchiveEvents.RESTORED)
              ? new ArchiveRecord.Restored(
                  position,
                  number(parameters, "archived"),
                  row.getObject("recorded_at", OffsetDateTime.class).toInstant())
              : new ArchiveRecord.Archived(
                  position,
                  month(position, parameters, payload.path("result")),
                  replaced(parameters)));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static Set<Long> replaced(JsonNode parameters) {
    return parameters.has("replaces")
        ? Stream.of(text(parameters, "replaces").split(","))
            .map(Long::valueOf)
            .collect(Collectors.toSet())
        : Set.of();
  }

  /**
   * What an event says.
   *
   * @throws IllegalArgumentException if it names no file of an archive, or an event that was not
   *     recorded before it, or a month in which no event can occur
   */
  private static ArchivedMonth month(long position, JsonNode parameters, JsonNode result) {
    ArchivedMonth month = month(parameters, result);
    ArchiveName.require(month.file().name());
    if (month.positions().last() >= position) {
      throw new IllegalArgumentException("the event names later positions");
    }
    if (month.lower().isBefore(FIRST_BEGIN) || month.upper().isAfter(LAST_END)) {
      throw new IllegalArgumentException("the event names a month without events");
    }
    return month;
  }

  private static ArchivedMonth month(JsonNode parameters, JsonNode result) {
    return new ArchivedMonth(
        text(parameters, "partition"),
        Instant.parse(text(result, "lower")),
        Instant.parse(text(result, "upper")),
        new ArchivedMonth.Positions(
            number(result, "first"),
            number(result, "last"),
            number(result, "rows"),
            number(result, "range_count"),
            text(result, "ranges_sha256")),
        new ArchivedMonth.FileDigests(
            text(result, "file"), text(result, "lines_sha256"), text(result, "file_sha256")),
        ArchivedMonth.GraphRule.valueOf(text(parameters, "graph").toUpperCase(Locale.ROOT)));
  }

  private static long number(JsonNode members, String name) {
    return Long.parseLong(text(members, name));
  }

  private static String text(JsonNode members, String name) {
    JsonNode text = members.path(name);
    if (!text.isTextual()) {
      throw new IllegalArgumentException("the event has no " + name);
    }
    return text.textValue();
  }
}
