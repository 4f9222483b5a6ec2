package io.contextgraph.redis;

import java.io.Serializable;

/**
 * The id of a stream entry (Redis documentation, "Streams", "Entry IDs"): two unsigned 64-bit
 * numbers, ordered by both.
 */
public record StreamPosition(long millis, long sequence)
    implements Comparable<StreamPosition>, Serializable {
  /** Before the first entry. */
  public static final StreamPosition ZERO = new StreamPosition(0, 0);

  /**
   * @throws NumberFormatException if the text is not {@code milliseconds-sequence}
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

  /** The least id after this one. */
  public StreamPosition next() {
    return sequence == -1L
        ? new StreamPosition(millis + 1, 0)
        : new StreamPosition(millis, sequence + 1);
  }

  public boolean isAfter(StreamPosition other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(StreamPosition other) {
    int byMillis = Long.compareUnsigned(millis, other.millis);
    return byMillis != 0 ? byMillis : Long.compareUnsigned(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
  }
}
