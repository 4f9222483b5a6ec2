package io.contextgraph.redis;

import java.time.Duration;

/**
 * Decides when to connect again while a server cannot be reached: at once after the first failure,
 * then at growing intervals of at most five seconds. Pure; times are those of {@link
 * System#nanoTime}.
 */
final class Outage {
  private static final long FIRST_WAIT_NANOS = Duration.ofMillis(50).toNanos();
  private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(5).toNanos();

  private final long limitNanos;
  private int failures;
  private long since;
  private long nextAttempt;

  /**
   * @param limit how long an outage may last
   */
  Outage(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /** Records a failure, which begins or continues the outage. */
  void failed(long now) {
    if (failures == 0) {
      since = now;
      nextAttempt = now;
    } else {
      long wait = FIRST_WAIT_NANOS << Math.min(failures - 1, 10);
      nextAttempt = now + Math.min(LONGEST_WAIT_NANOS, wait);
    }
    failures++;
  }

  /** Records that the server works again. */
  void end() {
    failures = 0;
  }

  boolean isOngoing() {
    return failures > 0;
  }

  /** Whether the outage has lasted longer than its limit. */
  boolean isTooLong(long now) {
    return isOngoing() && now - since > limitNanos;
  }

  /** The time until the next attempt; 0 if it is due. */
  long waitNanos(long now) {
    return isOngoing() ? Math.max(0, nextAttempt - now) : 0;
  }
}
