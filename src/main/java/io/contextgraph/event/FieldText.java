package io.contextgraph.event;

import org.jspecify.annotations.Nullable;

/** Text that Postgres accepts: well-formed UTF-8 without U+0000. */
final class FieldText {
  private FieldText() {}

  /**
   * The text, or null if it is not UTF-8.
   *
   * @param place names the text in problems
   */
  static @Nullable String decode(String place, byte[] bytes, Problems problems) {
    String text = Utf8.decode(bytes);
    if (text == null) {
      problems.add(Reason.INVALID_UTF8, place + " is not UTF-8");
    }
    for (byte character : bytes) {
      if (character == 0) {
        problems.add(Reason.NUL_CHARACTER, place + " contains U+0000");
        break;
      }
    }
    return text;
  }
}
