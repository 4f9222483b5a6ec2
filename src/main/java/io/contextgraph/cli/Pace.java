package io.contextgraph.cli;

/**
 * Spreads events evenly over time.
 *
 * @param perSecond events per second; 0 or less for no limit
 * @param startedNanos when the first event was due
 */
record Pace(double perSecond, long startedNanos) {
  /** Nanoseconds to wait after {@code sent} events; 0 if the next one is due. */
  long nanosToWait(long sent, long nowNanos) {
    if (perSecond <= 0) {
      return 0;
    }
    long due = startedNanos + (long) (sent / perSecond * 1e9);
    return Math.max(0, due - nowNanos);
  }
}
