package io.contextgraph.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An event of an archive as a line.
 *
 * @param bytes in the form of {@link io.contextgraph.event.EventLine}; must not be modified
 */
public record ArchivedLine(long position, byte[] bytes) {
  private static final byte[] POSITION =
      ",\"ledger\":{\"global_position\":".getBytes(StandardCharsets.US_ASCII);

  /**
   * Finds the position in a line: {@code ledger} is its last member, and a text after it cannot
   * contain this without a backslash.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ArchivedLine of(byte[] bytes) {
    for (int at = bytes.length - POSITION.length - 1; at >= 0; at--) {
      if (bytes[at] == ',' && isAt(bytes, at)) {
        return new ArchivedLine(number(bytes, at + POSITION.length), bytes);
      }
    }
    throw new IllegalArgumentException("a line has no global_position");
  }

  private static boolean isAt(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + POSITION.length, POSITION, 0, POSITION.length);
  }

  private static long number(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9') {
      end++;
    }
    return Long.parseLong(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
  }
}
