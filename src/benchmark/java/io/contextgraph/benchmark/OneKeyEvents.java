package io.contextgraph.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Generated events that have the same value in one field. */
final class OneKeyEvents {
  private final GeneratedEvents generated;
  private final String field;
  private final byte[] value;

  /**
   * @param field the name of a required field
   * @param start when the first event occurs
   */
  OneKeyEvents(String field, String value, Instant start) {
    this.generated = new GeneratedEvents(start.getEpochSecond(), start);
    this.field = field;
    this.value = value.getBytes(StandardCharsets.UTF_8);
  }

  /** The fields of the next event, alternating names and values. */
  List<byte[]> next() {
    List<byte[]> fields = generated.next();
    for (int i = 0; i < fields.size(); i += 2) {
      if (field.equals(new String(fields.get(i), StandardCharsets.UTF_8))) {
        fields.set(i + 1, value);
      }
    }
    return fields;
  }
}
