package io.contextgraph.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ends with one newline or with two: lines, or blocks of lines with an empty line behind
 * each. Memory is bounded.
 */
final class RecordReader {
  private final String name;
  private final InputStream in;
  private final int newlines;
  private final int maxBytes;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long number;

  private RecordReader(String name, InputStream in, int newlines, int maxBytes) {
    this.name = name;
    this.in = in;
    this.newlines = newlines;
    this.maxBytes = maxBytes;
  }

  /** Reads lines. */
  static RecordReader lines(String name, InputStream in, int maxBytes) {
    return new RecordReader(name, in, 1, maxBytes);
  }

  /** Reads blocks of lines. */
  static RecordReader blocks(String name, InputStream in, int maxBytes) {
    return new RecordReader(name, in, 2, maxBytes);
  }

  /**
   * The next record without its last newline, so that the lines of a block are all ended; null at
   * the end.
   *
   * @throws MalformedPackException if it is too long or not ended
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    number++;
    int found = 0;
    for (int next = read(); next >= 0; next = read()) {
      found = next == '\n' ? found + 1 : 0;
      if (found == newlines) {
        return read.toByteArray();
      }
      MalformedPackException.require(read.size() < maxBytes, place() + " is too long");
      read.write(next);
    }
    MalformedPackException.require(read.size() == 0, place() + " is not ended");
    return null;
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = in.read(buffer, 0, buffer.length);
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return Byte.toUnsignedInt(buffer[at++]);
  }

  /** The record that was read last, for example {@code line 7 of events.jsonl}. */
  String place() {
    return (newlines == 1 ? "line " : "block ") + number + " of " + name;
  }
}
