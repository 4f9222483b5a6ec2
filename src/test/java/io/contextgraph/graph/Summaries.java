package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.event.Status;
import java.time.Instant;
import java.util.Random;

/** Event summaries for tests. */
public final class Summaries {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private Summaries() {}

  /** An event with only the required fields. */
  static EventSummary at(long position) {
    return new EventSummary(
        position,
        new RequiredFields(
            new EventId(0, position),
            "a.b",
            START.plusSeconds(position),
            "session",
            "agent",
            "trace"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * A random event of a session.
   *
   * @param position also determines the event's id
   */
  public static EventSummary random(Random random, long position, String session) {
    Instant occurredAt = START.plusNanos(random.nextInt(20) * 700_000L);
    return new EventSummary(
        position,
        new RequiredFields(
            new EventId(0, position),
            "a.b" + random.nextInt(2),
            occurredAt,
            session,
            "agent" + random.nextInt(3),
            "trace" + random.nextInt(3)),
        random.nextBoolean() ? new EventId(0, 1_000 + random.nextInt(50)) : null,
        random.nextBoolean() ? "tool" + random.nextInt(3) : null,
        random.nextBoolean() ? occurredAt.plusMillis(random.nextInt(100)) : null,
        random.nextBoolean() ? Status.values()[random.nextInt(Status.values().length)] : null,
        random.nextBoolean() ? (short) (1 + random.nextInt(10)) : null,
        random.nextBoolean() ? "s3://bucket/" + position : null);
  }
}
