package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The identity of an event: a UUID (RFC 9562), ordered as unsigned 128-bit numbers, which is the
 * order of its text form and of Postgres's {@code uuid}.
 */
public record EventId(long high, long low) implements Comparable<EventId> {
  private static final int TEXT_LENGTH = 36;

  /**
   * Reads the 8-4-4-4-12 form, hex digits of either case, and nothing else ({@link UUID#fromString}
   * also accepts {@code 1-1-1-1-1}).
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
    long high = 0;
    long low = 0;
    for (int i = 0; i < TEXT_LENGTH; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen) {
        if (text[i] != '-') {
          throw new IllegalArgumentException("a UUID has the form 8-4-4-4-12");
        }
        continue;
      }
      int digit = hexDigit(text[i]);
      if (i < 18) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
    }
    return new EventId(high, low);
  }

  private static int hexDigit(byte character) {
    if (character >= '0' && character <= '9') {
      return character - '0';
    }
    int lower = character | 0x20;
    if (character > 0 && lower >= 'a' && lower <= 'f') {
      return lower - 'a' + 10;
    }
    throw new IllegalArgumentException("a UUID has hex digits only");
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
