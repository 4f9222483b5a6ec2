package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds the {@code \\u} escapes (RFC 8259, section 7) that Postgres refuses: U+0000 and halves of
 * surrogate pairs. The text need not be JSON: a backslash outside a string is an error that a
 * parser reports, and the replacement changes no other byte.
 */
final class JsonEscapes {
  private static final int ESCAPE_LENGTH = 6;
  private static final int NOT_AN_ESCAPE = -1;

  /** The private use area (Unicode 15, section 23.5), in blocks as large as that of surrogates. */
  private static final int PRIVATE_USE = 0xE000;

  private static final int BLOCK = 0x800;
  private static final int BLOCKS = 3;

  private final byte[] original;
  private final List<Integer> loneSurrogates = new ArrayList<>(0);
  private final boolean[] usedBlocks = new boolean[BLOCKS];
  private boolean nul;

  private JsonEscapes(byte[] original) {
    this.original = original;
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
    return !loneSurrogates.isEmpty();
  }

  /**
   * The text with each lone surrogate replaced by a distinct private use character, so that a
   * parser accepts it and equal names stay equal. The replacements come from a block of that area
   * that the text does not use, unless it uses all three. The original array if there is no lone
   * surrogate; otherwise a copy of the same length.
   */
  byte[] withoutLoneSurrogates() {
    if (loneSurrogates.isEmpty()) {
      return original;
    }
    byte[] replaced = original.clone();
    int shift = PRIVATE_USE + freeBlock() * BLOCK - Character.MIN_SURROGATE;
    for (int at : loneSurrogates) {
      String digits = HexFormat.of().toHexDigits((char) (codeUnit(at) + shift));
      System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, replaced, at + 2, 4);
    }
    return replaced;
  }

  /** The first block that the text uses neither escaped nor as UTF-8, or the first of all. */
  private int freeBlock() {
    for (int at = 0; at + 1 < original.length; at++) {
      boolean threeBytes = (original[at] & 0xF0) == 0xE0;
      if (threeBytes) {
        use((original[at] & 0x0F) << 12 | (original[at + 1] & 0x3F) << 6);
      }
    }
    for (int block = 0; block < BLOCKS; block++) {
      if (!usedBlocks[block]) {
        return block;
      }
    }
    return 0;
  }

  private void use(int character) {
    if (character >= PRIVATE_USE && character < PRIVATE_USE + BLOCKS * BLOCK) {
      usedBlocks[(character - PRIVATE_USE) / BLOCK] = true;
    }
  }

  /** Reads the escape at a backslash and returns the number of its bytes. */
  private int read(int at) {
    int unit = codeUnit(at);
    if (unit == NOT_AN_ESCAPE) {
      return 2;
    }
    nul |= unit == 0;
    if (!isSurrogate(unit)) {
      use(unit);
      return ESCAPE_LENGTH;
    }
    int next = codeUnit(at + ESCAPE_LENGTH);
    if (Character.isHighSurrogate((char) unit)
        && next > 0
        && Character.isLowSurrogate((char) next)) {
      return 2 * ESCAPE_LENGTH;
    }
    loneSurrogates.add(at);
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
}
