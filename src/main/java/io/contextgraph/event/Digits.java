package io.contextgraph.event;

/** Plain decimal numbers: no sign, no spaces, ASCII digits. */
final class Digits {
  private Digits() {}

  /** Whether these are 1 to {@code max} decimal digits and nothing else. */
  static boolean only(byte[] text, int max) {
    for (byte character : text) {
      if (character < '0' || character > '9') {
        return false;
      }
    }
    return text.length > 0 && text.length <= max;
  }
}
