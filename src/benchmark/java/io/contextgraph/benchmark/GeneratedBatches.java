package io.contextgraph.benchmark;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Decodes generated entries as those of one stream. */
public final class GeneratedBatches {
  private final Supplier<List<byte[]>> entries;
  private final EventCodec codec;
  private long number;

  /**
   * @param entries gives the fields of the next entry, alternating names and values
   */
  public GeneratedBatches(Supplier<List<byte[]>> entries, Clock clock) {
    this.entries = entries;
    this.codec = new EventCodec(EventLimits.DEFAULT, clock);
  }

  /** The next events, as many as asked for. */
  public List<Event> next(int count) {
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private Event next() {
    RawEntry entry = new RawEntry("events", ++number + "-1", entries.get(), 0, true);
    if (!(codec.decode(entry) instanceof Decoded.Valid valid)) {
      throw new IllegalStateException("a generated event is not valid");
    }
    return valid.event();
  }
}
