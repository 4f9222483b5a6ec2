package io.contextgraph.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A range of {@code occurred_at}; null means no bound.
 *
 * @param from the earliest time, inclusive
 * @param to the latest time, exclusive
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {
  /** The driver sends the least time as {@code -infinity}. */
  OffsetDateTime fromOrMin() {
    return from == null ? OffsetDateTime.MIN : from.atOffset(ZoneOffset.UTC);
  }

  /** The driver sends the greatest time as {@code infinity}. */
  OffsetDateTime toOrMax() {
    return to == null ? OffsetDateTime.MAX : to.atOffset(ZoneOffset.UTC);
  }
}
