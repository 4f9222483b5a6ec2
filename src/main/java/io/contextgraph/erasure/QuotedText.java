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
 * escaped. One program writes one form of each text; another version of Java knows other
 * characters, so a reader accepts either form of those beyond ASCII.
 */
final class QuotedText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_ASCII = 0x7F;

  private QuotedText() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (isSyntax(c) || isHidden(c) || Character.getType(c) == Character.UNASSIGNED) {
      quoted.append(escaped(c));
    } else {
      quoted.appendCodePoint(c);
    }
  }

  private static boolean isSyntax(int c) {
    return c == '"' || c == '\\';
  }

  private static String escaped(int c) {
    if (isSyntax(c)) {
      return "\\" + (char) c;
    }
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(c)) {
      escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
    return escaped.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
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
    if (!isForm(text, quoted)) {
      throw new MalformedNoteException("a text is not in the form that a receipt has: " + quoted);
    }
    return text;
  }

  private static boolean isForm(String text, String quoted) {
    int at = 1;
    for (int c : text.codePoints().toArray()) {
      boolean mustBeEscaped = isSyntax(c) || isHidden(c);
      String form = mustBeEscaped ? escaped(c) : Character.toString(c);
      if (!mustBeEscaped && c > MAX_ASCII && !quoted.startsWith(form, at)) {
        form = escaped(c);
      }
      if (!quoted.startsWith(form, at)) {
        return false;
      }
      at += form.length();
    }
    return quoted.startsWith("\"") && quoted.substring(at).equals("\"");
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
