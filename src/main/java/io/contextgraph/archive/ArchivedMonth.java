package io.contextgraph.archive;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What an event {@code retention.archived} says: which events of a month are in a file, so that the
 * ledger may drop their rows.
 *
 * <p>They are the events of the month from the first position to the last, without control events,
 * which stay in the ledger, and without those that other archives had at that time.
 *
 * @param lower the beginning of the month, in UTC
 * @param upper its end, excluded
 * @param positions the positions of the events
 * @param graph whether the graph keeps or drops them
 */
public record ArchivedMonth(
    String partition,
    Instant lower,
    Instant upper,
    Positions positions,
    FileDigests file,
    GraphRule graph) {
  /**
   * Positions of archived events.
   *
   * @param rows how many there are
   * @param ranges how many ranges they form
   * @param digest SHA-256 in hexadecimal digits of the ranges, see {@link
   *     io.contextgraph.event.PositionRanges}
   */
  public record Positions(long first, long last, long rows, long ranges, String digest) {
    /**
     * @throws IllegalArgumentException if there are no rows, or too many for the positions
     */
    public Positions {
      if (first < 1 || last < first || rows < 1 || rows > last - first + 1) {
        throw new IllegalArgumentException(
            rows + " rows cannot be at positions " + first + " to " + last);
      }
    }
  }

  /**
   * A file and what is in it.
   *
   * @param name of the file
   * @param lines SHA-256 in hexadecimal digits of its uncompressed lines
   * @param bytes SHA-256 of the file
   */
  public record FileDigests(String name, String lines, String bytes) {}

  /** What happens to the events of a month in the graph. */
  public enum GraphRule {
    KEEP,
    DROP
  }

  /**
   * @throws IllegalArgumentException if the bounds are not those of a calendar month in UTC
   */
  public ArchivedMonth {
    OffsetDateTime begin =
        lower.atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    if (!begin.toInstant().equals(lower) || !begin.plusMonths(1).toInstant().equals(upper)) {
      throw new IllegalArgumentException("a month from " + lower + " to " + upper);
    }
  }

  /** Whether an event with this position and time can be among the archived ones. */
  public boolean spans(long position, Instant occurredAt) {
    return position >= positions.first()
        && position <= positions.last()
        && !occurredAt.isBefore(lower)
        && occurredAt.isBefore(upper);
  }
}
