package io.contextgraph.redis;

import java.util.List;

/**
 * The reply of XINFO STREAM (Redis 7.0 and newer).
 *
 * @param length entries in the stream now
 * @param added entries ever added, including those trimmed or deleted since
 * @param lastGenerated the id of the last entry ever added
 * @param firstEntry the id of the first entry in the stream now, zero if it is empty
 * @param lastEntry the id of the last entry in the stream now, zero if it is empty
 */
public record StreamInfo(
    long length,
    long added,
    StreamPosition lastGenerated,
    StreamPosition firstEntry,
    StreamPosition lastEntry) {

  /**
   * @throws UnsupportedOperationException if the server is older than Redis 7.0
   */
  static StreamInfo ofReply(List<Object> reply) {
    InfoReply stream = new InfoReply(reply);
    long added = stream.number("entries-added", -1);
    if (added < 0) {
      throw new UnsupportedOperationException(
          "this Redis server does not report entries-added; Redis 7.0 or newer is required");
    }
    return new StreamInfo(
        stream.number("length", 0),
        added,
        stream.position("last-generated-id"),
        stream.idOfEntry("first-entry"),
        stream.idOfEntry("last-entry"));
  }

  /** Entries that were added and are no longer in the stream. */
  long removed() {
    return added - length;
  }

  /** Whether the stream has no entry after a position. */
  boolean endsAt(StreamPosition position) {
    return length == 0 || !lastEntry.isAfter(position);
  }

  /** Whether the stream has an entry before a position. */
  boolean hasEntryBefore(StreamPosition position) {
    return length > 0 && position.isAfter(firstEntry);
  }

  /** Whether this is not a later state of the same stream, all of whose counters only grow. */
  boolean contradicts(StreamInfo earlier) {
    return added < earlier.added
        || removed() < earlier.removed()
        || earlier.lastGenerated.isAfter(lastGenerated);
  }
}
