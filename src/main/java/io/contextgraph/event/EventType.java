package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The form of an event type: one or more lower-case words, joined by dots. */
final class EventType {
  static final int MAX_LENGTH = 128;

  private static final List<byte[]> RESERVED =
      Stream.of("audit.", "privacy.", "retention.")
          .map(prefix -> prefix.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private EventType() {}

  /** Whether the bytes match {@code [a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*}. */
  static boolean isValid(byte[] bytes) {
    boolean atWordStart = true;
    for (byte character : bytes) {
      if (character == '.' && !atWordStart) {
        atWordStart = true;
      } else if (isLetter(character) || !atWordStart && isDigitOrUnderscore(character)) {
        atWordStart = false;
      } else {
        return false;
      }
    }
    return !atWordStart && bytes.length <= MAX_LENGTH;
  }

  /**
   * The prefix, with its dot, that only the ledger's own events have, if the type begins with one.
   * The word alone is not reserved.
   */
  static Optional<String> reservedPrefix(byte[] bytes) {
    for (byte[] prefix : RESERVED) {
      if (bytes.length > prefix.length
          && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length)) {
        return Optional.of(new String(prefix, StandardCharsets.US_ASCII));
      }
    }
    return Optional.empty();
  }

  private static boolean isLetter(byte character) {
    return character >= 'a' && character <= 'z';
  }

  private static boolean isDigitOrUnderscore(byte character) {
    return character >= '0' && character <= '9' || character == '_';
  }
}
