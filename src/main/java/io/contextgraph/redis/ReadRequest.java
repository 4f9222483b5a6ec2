package io.contextgraph.redis;

import java.util.List;

/**
 * What one XREAD asks for.
 *
 * @param streams the keys, in the order of the reply
 * @param count the maximum number of entries of each stream
 * @param maxBytes the size that the reply should have at most
 * @param kind why these streams are read
 */
record ReadRequest(List<String> streams, int count, int maxBytes, Kind kind) {
  /** Which streams a request covers. */
  enum Kind {
    /** All streams; waits for entries. */
    ALL,
    /** Streams that had entries in their last read. */
    HOT,
    /** A few streams, after a failure or while it is unknown how many have entries. */
    RECOVERY
  }

  ReadRequest {
    streams = List.copyOf(streams);
    if (streams.isEmpty() || count < 1) {
      throw new IllegalArgumentException("a read needs a stream and a count");
    }
  }

  /** Whether Redis waits for entries if there are none. */
  boolean blocks() {
    return kind == Kind.ALL;
  }

  /** Whether no smaller request is possible. */
  boolean isSmallest() {
    return streams.size() == 1 && count == 1;
  }
}
