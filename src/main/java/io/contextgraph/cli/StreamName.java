package io.contextgraph.cli;

import io.contextgraph.event.EventLimits;
import java.nio.charset.StandardCharsets;

/** The key of a stream, by the rule of the job's option {@code redis.streams}. */
record StreamName(String text) {
  /**
   * @throws IllegalArgumentException if the job could not read a stream with this key
   */
  StreamName {
    text = text.strip();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1
        || bytes > EventLimits.MAX_STREAM_BYTES
        || text.indexOf('\0') >= 0
        || text.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "it should be the key of a stream: 1 to "
              + EventLimits.MAX_STREAM_BYTES
              + " bytes without a comma");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
