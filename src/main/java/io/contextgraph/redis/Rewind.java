package io.contextgraph.redis;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a reader moves back after the replication id changed: ids that are times move back by a
 * duration, all others to the first entry. Pure.
 *
 * @param by how far the clocks of two servers may differ
 * @param now the present time
 */
record Rewind(Duration by, Instant now) {
  /** Ids before 2000 or more than a day ahead are no times in milliseconds. */
  private static final Instant FIRST_TIME = Instant.parse("2000-01-01T00:00:00Z");

  private static final Duration MAX_AHEAD = Duration.ofDays(1);

  /** The position to read after. */
  StreamPosition from(StreamPosition position) {
    long millis = position.millis();
    boolean isTime =
        millis >= FIRST_TIME.toEpochMilli() && millis <= now.plus(MAX_AHEAD).toEpochMilli();
    return isTime ? new StreamPosition(millis - by.toMillis(), 0) : StreamPosition.ZERO;
  }
}
