package io.contextgraph.event;

import java.util.Arrays;

/**
 * Finds the {@code \\u} escapes (RFC 8259, section 7) that Postgres refuses: U+0000 and halves of
 * surrogate pairs. The text need not be JSON: a backslash outside a string is an error that a
 * parser reports, and the replacement changes no other byte.
 */
final class JsonEscapes {
  private static final int ESCAPE_LENGTH = 6;
  private static final int NOT_AN_ESCAPE = -1;

  private final byte[] original;
  private byte[] withoutLoneSurrogates;
  private boolean nul;

  private JsonEscapes(byte[] original) {
    this.original = original;
    this.withoutLoneSurrogates = original;
  }

  static JsonEscapes scan(byte[] text) {
    JsonEscapes escapes = new JsonEscapes(text);
    for (int at = 0; at < text.length; at++) {
      if (text[at] == '\\') {
        at += escapes.read(at) - 1;
      }
    }
    return escapes;
  }

  boolean hasNul() {
    return nul;
  }

  boolean hasLoneSurrogate() {
    return withoutLoneSurrogates != original;
  }

  /**
   * The text with each lone surrogate replaced by a distinct private use character (U+D800 becomes
   * U+E000), so that a parser accepts it and equal names stay equal. The original array if there is
   * none; otherwise a copy of the same length.
   */
  byte[] withoutLoneSurrogates() {
    return withoutLoneSurrogates;
  }

  /** Reads the escape at a backslash and returns the number of its bytes. */
  private int read(int at) {
    int unit = codeUnit(at);
    if (unit == NOT_AN_ESCAPE) {
      return 2;
    }
    nul |= unit == 0;
    if (!isSurrogate(unit)) {
      return ESCAPE_LENGTH;
    }
    int next = codeUnit(at + ESCAPE_LENGTH);
    if (Character.isHighSurrogate((char) unit)
        && next > 0
        && Character.isLowSurrogate((char) next)) {
      return 2 * ESCAPE_LENGTH;
    }
    replace(at);
    return ESCAPE_LENGTH;
  }

  private static boolean isSurrogate(int unit) {
    return Character.isSurrogate((char) unit);
  }

  /** The value of the {@code \\uXXXX} that begins there, or {@link #NOT_AN_ESCAPE}. */
  private int codeUnit(int at) {
    if (at + ESCAPE_LENGTH > original.length || original[at] != '\\' || original[at + 1] != 'u') {
      return NOT_AN_ESCAPE;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      int digit = original[i] < 0 ? -1 : Character.digit((char) original[i], 16);
      if (digit < 0) {
        return NOT_AN_ESCAPE;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private void replace(int at) {
    if (withoutLoneSurrogates == original) {
      withoutLoneSurrogates = Arrays.copyOf(original, original.length);
    }
    withoutLoneSurrogates[at + 2] = 'e';
    withoutLoneSurrogates[at + 3] = (byte) (Character.digit((char) original[at + 3], 16) - 8 + '0');
  }
}
