package io.contextgraph.redis;

import java.util.List;

/**
 * One entry of a stream, as Redis sent it.
 *
 * @param stream the stream's key
 * @param fields alternating names and values, in the order of XADD; a name may occur more than
 *     once. Entries may share the arrays of their names: do not modify them
 * @param size bytes of all names and values as sent, even if {@code fields} is incomplete
 * @param complete false if {@code fields} is only the head of an entry: one larger than {@link
 *     RedisStreamsOptions#maxEntryBytes()}, or with more names and values than are kept
 */
public record StreamEntry(
    String stream, StreamPosition id, List<byte[]> fields, long size, boolean complete) {

  public StreamEntry {
    if (fields.size() % 2 != 0) {
      throw new IllegalArgumentException("fields must contain alternating names and values");
    }
  }
}
