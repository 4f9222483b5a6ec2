package io.contextgraph.graph;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long after each failure, up to a limit. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The pause after a failure. */
  Duration afterFailure() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(longest) > 0 ? longest : twice;
    return pause;
  }

  /** Starts again with the first pause. */
  void reset() {
    next = first;
  }
}
