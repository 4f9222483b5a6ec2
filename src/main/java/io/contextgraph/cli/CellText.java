package io.contextgraph.cli;

import io.contextgraph.cli.Column.Kind;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A value as a terminal may show it. */
final class CellText {
  private static final String NOTHING = "-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private CellText() {}

  /**
   * @param text empty if the value is missing or null
   */
  static String of(Kind kind, String text) {
    if (text.isEmpty()) {
      return NOTHING;
    }
    return switch (kind) {
      case TIME -> visible(time(text));
      case TEXT -> visible(text.strip().replaceAll("\\s+", " "));
      default -> visible(text);
    };
  }

  private static String time(String text) {
    try {
      return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).format(TIME);
    } catch (DateTimeException other) {
      return text;
    }
  }

  /**
   * Replaces every character that a terminal would obey rather than show, or that would hide or
   * reorder what it shows: controls, separators of lines, directions of writing, halves of
   * surrogate pairs. They become {@code \}{@code u} and four hex digits.
   */
  static String visible(String text) {
    if (text.codePoints().allMatch(CellText::isShown)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              if (isShown(codePoint)) {
                shown.appendCodePoint(codePoint);
              } else {
                shown.append(escaped(codePoint));
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
      default -> true;
    };
  }

  private static String escaped(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        StringBuilder units = new StringBuilder();
        for (char unit : Character.toChars(codePoint)) {
          units.append(String.format("\\u%04x", (int) unit));
        }
        yield units.toString();
      }
    };
  }
}
