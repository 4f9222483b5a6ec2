package io.contextgraph.producer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a JSON Lines file as undecoded bytes. Skips blank lines. */
public final class JsonLines implements Closeable {
  private final InputStream in;
  private long number;

  /**
   * @param in closed together with this object
   */
  public JsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next line without its line feed; null at the end of the input. */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean blank = true;
    for (int next = in.read(); next >= 0 && (next != '\n' || blank); next = in.read()) {
      if (next == '\n') {
        number++;
        line.reset();
      } else {
        blank = blank && isWhiteSpace(next);
        line.write(next);
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

  @Override
  public void close() throws IOException {
    in.close();
  }
}
