package io.contextgraph.graph;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * The place of an event in the chain of its session, ordered by time and then by position in the
 * ledger, so that events of one instant keep the order in which they were recorded.
 */
public record ChainPoint(Instant occurredAt, long globalPosition, EventId eventId)
    implements Comparable<ChainPoint> {
  private static final Comparator<ChainPoint> ORDER =
      Comparator.comparing(ChainPoint::occurredAt).thenComparingLong(ChainPoint::globalPosition);

  public static ChainPoint of(EventSummary event) {
    return new ChainPoint(event.occurredAt(), event.globalPosition(), event.eventId());
  }

  /** Whole milliseconds from an earlier place to this one. */
  public long millisSince(ChainPoint before) {
    return Duration.between(before.occurredAt, occurredAt).toMillis();
  }

  @Override
  public int compareTo(ChainPoint other) {
    return ORDER.compare(this, other);
  }
}
