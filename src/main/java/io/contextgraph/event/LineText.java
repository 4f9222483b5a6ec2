package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line as text: UTF-8 without NUL, so that a parser does not guess another encoding. */
final class LineText {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private LineText() {}

  /**
   * The line without byte order marks of UTF-8, which some editors write at the start of a file.
   *
   * @throws MalformedLineException if the line is not UTF-8 or contains a NUL
   */
  static byte[] of(byte[] line) {
    for (int at = 0; at < line.length; at++) {
      if (line[at] == 0) {
        throw new MalformedLineException(
            Reason.INVALID_JSON, "byte " + (at + 1) + " of it is NUL, which no JSON contains");
      }
    }
    if (!Utf8.isWellFormed(line)) {
      throw new MalformedLineException(
          Reason.INVALID_UTF8, "it is not UTF-8 from byte " + (wellFormed(line) + 1) + " on");
    }
    int start = 0;
    while (isByteOrderMark(line, start)) {
      start += BYTE_ORDER_MARK.length;
    }
    return start == 0 ? line : Arrays.copyOfRange(line, start, line.length);
  }

  private static boolean isByteOrderMark(byte[] line, int start) {
    int end = start + BYTE_ORDER_MARK.length;
    return end <= line.length
        && Arrays.equals(line, start, end, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  /** The number of bytes before the first that is not UTF-8. */
  private static int wellFormed(byte[] line) {
    ByteBuffer in = ByteBuffer.wrap(line);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    decoder.decode(in, CharBuffer.allocate(line.length), true);
    return in.position();
  }
}
