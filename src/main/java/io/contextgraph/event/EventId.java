package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The identity of an event: a UUID (RFC 9562), ordered as unsigned 128-bit numbers, which is the
 * order of its text form and of Postgres's {@code uuid}.
 */
public record EventId(long high, long low) implements Comparable<EventId> {
  private static final int TEXT_LENGTH = 36;

  /** The index of the hyphen between the two halves. */
  private static final int TEXT_MIDDLE = 18;

  /**
   * Parses the 8-4-4-4-12 form with hex digits of either case, and no other form ({@link
   * UUID#fromString} also accepts {@code 1-1-1-1-1}).
   *
   * @throws IllegalArgumentException if the text has any other form
   */
  public static EventId parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  static EventId parse(byte[] text) {
    if (text.length != TEXT_LENGTH) {
      throw new IllegalArgumentException("a UUID has 36 characters");
    }
    return new EventId(bits(text, 0, TEXT_MIDDLE), bits(text, TEXT_MIDDLE, TEXT_LENGTH));
  }

  private static long bits(byte[] text, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      if (i != 8 && i != 13 && i != TEXT_MIDDLE && i != 23) {
        bits = bits << 4 | hexDigit(text[i]);
      } else if (text[i] != '-') {
        throw new IllegalArgumentException("a UUID has the form 8-4-4-4-12");
      }
    }
    return bits;
  }

  private static int hexDigit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    int lower = character | 0x20;
    if (character > 0 && lower >= 'a' && lower <= 'f') {
      return lower - 'a' + 10;
    }
    throw new IllegalArgumentException("a UUID contains only hex digits");
  }

  public static EventId of(UUID uuid) {
    return new EventId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  public UUID toUuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(EventId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The lower-case 8-4-4-4-12 form. */
  @Override
  public String toString() {
    return toUuid().toString();
  }
}
