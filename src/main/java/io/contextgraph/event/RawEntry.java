package io.contextgraph.event;

import java.time.Instant;
import java.util.List;

/**
 * One entry of a Redis stream, undecoded.
 *
 * @param stream the stream's key
 * @param entryId the entry's id, {@code milliseconds-sequence}
 * @param fields names and values in turn, as sent; a field may occur more than once
 * @param size bytes of all names and values as sent
 * @param complete false if {@code fields} holds only the head of an entry beyond the size limit
 */
public record RawEntry(
    String stream, String entryId, List<byte[]> fields, long size, boolean complete) {
  private static final long YEAR_2000 = 946_684_800_000L;

  public RawEntry {
    if (fields.size() % 2 != 0) {
      throw new IllegalArgumentException("fields holds names and values in turn");
    }
  }

  /**
   * When the entry was added, by its id: the same however often it is read. An id that somebody
   * made up, and that is no time of this century up to now, says nothing; then it is now.
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
