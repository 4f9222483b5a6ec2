package io.contextgraph.event;

/** The form of an event type: one or more lower-case words, joined by dots. */
final class EventType {
  static final int MAX_LENGTH = 128;

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

  private static boolean isLetter(byte character) {
    return character >= 'a' && character <= 'z';
  }

  private static boolean isDigitOrUnderscore(byte character) {
    return character >= '0' && character <= '9' || character == '_';
  }
}
