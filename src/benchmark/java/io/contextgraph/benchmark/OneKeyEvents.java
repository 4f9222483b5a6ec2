package io.contextgraph.benchmark;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Generated events that have the same value in one field. */
final class OneKeyEvents {
  private final GeneratedEvents generated;
  private final EventCodec codec;
  private final String field;
  private final byte[] value;
  private long number;

  /**
   * @param field the name of a required field
   * @param start when the first event occurs
   */
  OneKeyEvents(String field, String value, Instant start, Clock clock) {
    this.generated = new GeneratedEvents(start.getEpochSecond(), start);
    this.codec = new EventCodec(EventLimits.DEFAULT, clock);
    this.field = field;
    this.value = value.getBytes(StandardCharsets.UTF_8);
  }

  List<Event> next(int count) {
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private Event next() {
    List<byte[]> fields = generated.next();
    for (int i = 0; i < fields.size(); i += 2) {
      if (field.equals(new String(fields.get(i), StandardCharsets.UTF_8))) {
        fields.set(i + 1, value);
      }
    }
    Decoded decoded = codec.decode(new RawEntry("events", ++number + "-1", fields, 0, true));
    if (!(decoded instanceof Decoded.Valid valid)) {
      throw new IllegalStateException("a generated event is not valid");
    }
    return valid.event();
  }
}
