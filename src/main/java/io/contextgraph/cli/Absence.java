package io.contextgraph.cli;

import java.time.Duration;

/**
 * The time for which a server is away: how long to wait before the next attempt, and when to say
 * that it is still away.
 */
final class Absence {
  static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  static final Duration REPORT_EVERY = Duration.ofMinutes(1);

  private int attempts;
  private long began;
  private long reported;
  private Duration pause = FIRST_PAUSE;

  /**
   * Another attempt failed.
   *
   * @return whether to say so: it is the first, or a minute has passed
   */
  boolean failed(long nowNanos) {
    attempts++;
    boolean report = attempts == 1 || nowNanos - reported >= REPORT_EVERY.toNanos();
    began = attempts == 1 ? nowNanos : began;
    reported = report ? nowNanos : reported;
    return report;
  }

  /** How long the server has been away. */
  Duration duration(long nowNanos) {
    return Duration.ofNanos(nowNanos - began);
  }

  /** How long to wait before the next attempt; twice as long each time. */
  Duration nextPause() {
    Duration next = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    return next;
  }
}
