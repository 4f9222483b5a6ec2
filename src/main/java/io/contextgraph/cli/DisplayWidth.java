package io.contextgraph.cli;

import java.util.PrimitiveIterator;

/**
 * How many columns of a terminal a text takes: two for each wide character of East Asian scripts
 * and for emoji, none for marks that combine with the character before them (Unicode Standard Annex
 * 11).
 */
final class DisplayWidth {
  static final String ELLIPSIS = "…";

  /** First and last code points of blocks whose characters take two columns. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x2705, 0x2705,
    0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757,
    0x2795, 0x2797, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0x4DBF,
    0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
    0xFFE0, 0xFFE6, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0,
    0x1F7EB, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
  };

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
      if (codePoint <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }

  /** The text if it fits, otherwise as much of it as fits before an ellipsis. */
  static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = width - of(ELLIPSIS);
    PrimitiveIterator.OfInt codePoints = text.codePoints().iterator();
    while (codePoints.hasNext()) {
      int next = codePoints.nextInt();
      left -= of(next);
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(next);
    }
    return kept + ELLIPSIS;
  }
}
