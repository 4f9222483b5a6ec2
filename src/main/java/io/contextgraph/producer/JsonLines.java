package io.contextgraph.producer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a JSON Lines file as bytes, without decoding them; blank lines are left out. */
public final class JsonLines implements Closeable {
  private final InputStream in;
  private long number;

  /**
   * @param in closed with this
   */
  public JsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next line, without its end; null at the end of input. */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean blank = true;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n' && blank) {
        number++;
        line.reset();
      } else if (next == '\n') {
        break;
      } else {
        blank = blank && (next == ' ' || next == '\t' || next == '\r');
        line.write(next);
      }
    }
    number++;
    return blank ? null : line.toByteArray();
  }

  /** The number of the line that {@link #next} gave last, from 1 on. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
