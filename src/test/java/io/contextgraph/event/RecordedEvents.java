package io.contextgraph.event;

import java.time.Instant;

/** Events as a ledger has them, for tests. */
public final class RecordedEvents {
  private RecordedEvents() {}

  /** An event as it is recorded at a position. */
  public static RecordedEvent at(long position, Event event) {
    return new RecordedEvent(
        event.required(),
        event.optional(),
        event.content(),
        event.personalData() == null ? null : event.personalData().toBytes(),
        new Recording(
            position,
            Instant.parse("2026-11-02T09:00:00.123456Z"),
            event.contentHash(),
            event.stream(),
            event.entryId()));
  }
}
