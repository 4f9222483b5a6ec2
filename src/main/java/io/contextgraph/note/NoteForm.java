package io.contextgraph.note;

import io.contextgraph.tree.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The forms that the parts of a note have. Each value has one form; any other is refused. */
final class NoteForm {
  /** Bytes of a note, signatures included. */
  static final int MAX_BYTES = 1_000_000;

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final char NEXT_LINE = '\u0085';

  private NoteForm() {}

  static String text(byte[] bytes) {
    MalformedNoteException.require(
        bytes.length <= MAX_BYTES, "it is larger than " + MAX_BYTES + " bytes");
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("it is not in UTF-8", e);
    }
  }

  /** Without control characters other than the newline, and without half a surrogate pair. */
  static String requirePrintable(String text) {
    boolean printable =
        text.codePoints().allMatch(c -> (c >= ' ' || c == '\n') && !(c >= 0xD800 && c <= 0xDFFF));
    MalformedNoteException.require(printable, "it contains a control character");
    return text;
  }

  /** The lines of a text whose last line is ended too. */
  static List<String> lines(String text) {
    MalformedNoteException.require(text.endsWith("\n"), "the last line does not end");
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  /**
   * A line that is not empty. C2SP recommends that an origin has the form of a key's name, and that
   * no one relies on it.
   */
  static String origin(String origin) {
    boolean valid = !origin.isEmpty() && origin.codePoints().noneMatch(Character::isISOControl);
    MalformedNoteException.require(valid, "an origin is empty or contains a control character");
    return requirePrintable(origin);
  }

  /** A key's name. */
  static String name(String name) {
    boolean valid =
        !name.isEmpty()
            && name.codePoints()
                .noneMatch(
                    c ->
                        c < ' '
                            || c == '+'
                            || c == NEXT_LINE
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || (c >= 0xD800 && c <= 0xDFFF));
    MalformedNoteException.require(
        valid, "the name of a key is empty or contains a space, '+' or a control character");
    return name;
  }

  static long decimal(String text, String what) {
    MalformedNoteException.require(
        DECIMAL.matcher(text).matches(), what + " is not a decimal number without leading zeros");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedNoteException(what + " is too large", e);
    }
  }

  /** Standard base64 with padding whose unused bits are zero. */
  static byte[] base64(String text, String what) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedNoteException(what + " is not in base64", e);
    }
    MalformedNoteException.require(
        base64(bytes).equals(text), what + " is not in canonical base64");
    return bytes;
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Hash hash(String text, String what) {
    byte[] bytes = base64(text, what);
    MalformedNoteException.require(bytes.length == Hash.LENGTH, what + " does not have 32 bytes");
    return Hash.of(bytes);
  }
}
