package io.contextgraph.event;

import java.time.Instant;
import java.util.List;

/**
 * One entry of a Redis stream, undecoded.
 *
 * @param stream the stream's key
 * @param entryId the entry's id, {@code milliseconds-sequence}
 * @param fields alternating names and values, as sent; a field may occur more than once
 * @param size bytes of all names and values as sent
 * @param complete false if {@code fields} contains only the beginning of an entry that has too many
 *     bytes, or too many names and values
 */
public record RawEntry(
    String stream, String entryId, List<byte[]> fields, long size, boolean complete) {
  private static final long YEAR_2000 = 946_684_800_000L;

  public RawEntry {
    if (fields.size() % 2 != 0) {
      throw new IllegalArgumentException("fields must contain alternating names and values");
    }
  }

  /**
   * The time in the entry's id, at which Redis added it, so that it is the same whenever the entry
   * is read. If the producer chose the id and it is not a time between the year 2000 and now, the
   * time is {@code now}.
   */
  Instant addedAt(Instant now) {
    int hyphen = entryId.indexOf('-');
    try {
      long millis = Long.parseLong(entryId, 0, hyphen < 0 ? entryId.length() : hyphen, 10);
      return millis < YEAR_2000 || millis > now.toEpochMilli() ? now : Instant.ofEpochMilli(millis);
    } catch (NumberFormatException beyondLong) {
      return now;
    }
  }
}
