package io.contextgraph.erasure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.contextgraph.note.MalformedNoteException;
import java.io.IOException;
import java.util.Locale;

/**
 * Free text as a JSON string in which nothing is hidden: control characters, marks of direction,
 * line separators, halves of surrogate pairs and characters that Unicode has not assigned are
 * escaped. One form for each text.
 */
final class QuotedText {
  private static final JsonFactory JSON = new JsonFactory();

  private QuotedText() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').append((char) c);
    } else if (isHidden(c)) {
      for (char unit : Character.toChars(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
      }
    } else {
      quoted.appendCodePoint(c);
    }
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /**
   * Reads a text that {@link #of} wrote.
   *
   * @throws MalformedNoteException if it is anything else
   */
  static String read(String quoted) {
    String text = parse(quoted);
    if (!of(text).equals(quoted)) {
      throw new MalformedNoteException("a text is not in the form that a receipt has: " + quoted);
    }
    return text;
  }

  private static String parse(String quoted) {
    try (JsonParser parser = JSON.createParser(quoted)) {
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw new MalformedNoteException("not a JSON string: " + quoted);
      }
      String text = parser.getText();
      if (parser.nextToken() != null) {
        throw new MalformedNoteException("more than a JSON string: " + quoted);
      }
      return text;
    } catch (IOException e) {
      throw new MalformedNoteException("not a JSON string: " + quoted);
    }
  }
}
