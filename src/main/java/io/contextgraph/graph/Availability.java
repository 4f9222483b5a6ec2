package io.contextgraph.graph;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the graph's store answers: the last request was answered, and none has been waiting for
 * longer than {@link #LONGEST_WAIT}. A store that is asked nothing keeps its last state.
 * Thread-safe for one thread that asks.
 */
final class Availability {
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final LongSupplier nanoClock;
  private volatile boolean answered = true;
  private volatile @Nullable Long askedAt;

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  Availability(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** A request begins. */
  void asked() {
    askedAt = nanoClock.getAsLong();
  }

  /**
   * The request ended.
   *
   * @param reached whether the store answered it
   */
  void ended(boolean reached) {
    answered = reached;
    askedAt = null;
  }

  boolean isAvailable() {
    Long since = askedAt;
    return answered && (since == null || nanoClock.getAsLong() - since <= LONGEST_WAIT.toNanos());
  }
}
