package io.contextgraph.producer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a JSON Lines file as undecoded bytes. Skips blank lines. Memory is bounded: of
 * a line beyond {@link #MAX_BYTES} it keeps the beginning.
 */
public final class JsonLines implements Closeable {
  /** The longest line that is kept: every entry within its limit fits, however it is escaped. */
  public static final int MAX_BYTES = 8 << 20;

  private final InputStream in;
  private long number;
  private long size;

  /**
   * @param in closed together with this object
   */
  public JsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * The next line without its line feed, at most its first {@link #MAX_BYTES}; null at the end of
   * the input.
   */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean blank = true;
    size = 0;
    for (int next = in.read(); next >= 0 && (next != '\n' || blank); next = in.read()) {
      if (next == '\n') {
        number++;
        size = 0;
        line.reset();
      } else {
        blank = blank && isWhiteSpace(next);
        size++;
        if (size <= MAX_BYTES) {
          line.write(next);
        }
      }
    }
    number++;
    return blank ? null : line.toByteArray();
  }

  private static boolean isWhiteSpace(int next) {
    return next == ' ' || next == '\t' || next == '\r';
  }

  /** The number of the line that {@link #next} returned last, counted from 1. */
  public long number() {
    return number;
  }

  /** The number of bytes of that line, which may exceed {@link #MAX_BYTES}. */
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
