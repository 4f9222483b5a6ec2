package io.contextgraph.server;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server answers a part of the job: the last request was answered, and none has been
 * waiting for longer than {@link #LONGEST_WAIT}. A server that is asked nothing keeps its last
 * state. One thread asks; any may read the state.
 */
public final class Availability {
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final LongSupplier nanoClock;
  private volatile boolean answered = true;
  private volatile @Nullable Long askedAt;

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  public Availability(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** A request begins. */
  public void asked() {
    askedAt = nanoClock.getAsLong();
  }

  /**
   * The request ended.
   *
   * @param reached whether the server answered it
   */
  public void ended(boolean reached) {
    answered = reached;
    askedAt = null;
  }

  public boolean isAvailable() {
    Long since = askedAt;
    return answered && (since == null || nanoClock.getAsLong() - since <= LONGEST_WAIT.toNanos());
  }
}
