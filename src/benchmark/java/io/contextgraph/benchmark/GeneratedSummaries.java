package io.contextgraph.benchmark;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RawEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Generated events as the ledger returns them, with positions from 1. */
final class GeneratedSummaries {
  private static final Duration AGE = Duration.ofHours(2);

  private final GeneratedEvents generated;
  private final EventCodec codec;
  private long position;

  GeneratedSummaries(long seed, Clock clock) {
    generated = new GeneratedEvents(seed, clock.instant().minus(AGE));
    codec = new EventCodec(EventLimits.DEFAULT, clock);
  }

  List<EventSummary> next(int count) {
    List<EventSummary> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private EventSummary next() {
    Decoded decoded = codec.decode(new RawEntry("events", "1-1", generated.next(), 0, true));
    if (!(decoded instanceof Decoded.Valid valid)) {
      throw new IllegalStateException("a generated event is not valid");
    }
    Event event = valid.event();
    return new EventSummary(
        ++position,
        event.required(),
        event.parentEventId(),
        event.toolName(),
        event.endedAt(),
        event.status(),
        event.importanceHint(),
        event.payloadRef());
  }
}
