package io.contextgraph.event;

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

  public RawEntry {
    if (fields.size() % 2 != 0) {
      throw new IllegalArgumentException("fields holds names and values in turn");
    }
  }
}
