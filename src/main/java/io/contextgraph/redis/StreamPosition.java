package io.contextgraph.redis;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * The id of a stream entry (Redis documentation, "Redis Streams", section "Entry IDs"): two
 * unsigned 64-bit numbers, ordered by the first, then by the second.
 */
public record StreamPosition(long millis, long sequence)
    implements Comparable<StreamPosition>, Serializable {
  /** Before the first entry. */
  public static final StreamPosition ZERO = new StreamPosition(0, 0);

  /**
   * Parses {@code milliseconds-sequence} or {@code milliseconds}.
   *
   * @throws NumberFormatException if the text has another form
   */
  public static StreamPosition parse(String text) {
    int hyphen = text.indexOf('-');
    if (hyphen < 0) {
      return new StreamPosition(Long.parseUnsignedLong(text), 0);
    }
    return new StreamPosition(
        Long.parseUnsignedLong(text, 0, hyphen, 10),
        Long.parseUnsignedLong(text, hyphen + 1, text.length(), 10));
  }

  /**
   * Parses an id in a reply from Redis, which always contains both numbers; allocates no string.
   */
  static StreamPosition ofReply(ByteBuffer ascii) {
    long millis = 0;
    long number = 0;
    for (int i = ascii.position(); i < ascii.limit(); i++) {
      int next = ascii.get(i);
      if (next == '-') {
        millis = number;
        number = 0;
      } else if (next >= '0' && next <= '9') {
        number = number * 10 + (next - '0');
      } else {
        throw new NumberFormatException("not an entry id");
      }
    }
    return new StreamPosition(millis, number);
  }

  /** The smallest id after this one. */
  public StreamPosition next() {
    return sequence == -1L
        ? new StreamPosition(millis + 1, 0)
        : new StreamPosition(millis, sequence + 1);
  }

  static StreamPosition max(StreamPosition one, StreamPosition other) {
    return one.isAfter(other) ? one : other;
  }

  static StreamPosition min(StreamPosition one, StreamPosition other) {
    return one.isAfter(other) ? other : one;
  }

  public boolean isAfter(StreamPosition other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(StreamPosition other) {
    int byMillis = Long.compareUnsigned(millis, other.millis);
    return byMillis != 0 ? byMillis : Long.compareUnsigned(sequence, other.sequence);
  }

  /** The notation of Redis, {@code milliseconds-sequence}. */
  @Override
  public String toString() {
    return millis >= 0 && sequence >= 0
        ? millis + "-" + sequence
        : Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
  }
}
