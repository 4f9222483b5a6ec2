package io.contextgraph.privacy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Measures leases with two clocks, and the one that runs faster counts: the monotonic clock stops
 * while the machine is suspended, and the time of day may be set back.
 *
 * @param nanos elapsed time in nanoseconds, like {@link System#nanoTime}
 * @param timeOfDay the time of day
 */
public record LeaseClock(LongSupplier nanos, InstantSource timeOfDay) {
  /** How long a lease lasts. */
  public static final Duration LEASE = Duration.ofSeconds(Lease.SECONDS);

  /** A moment by both clocks. */
  public record Moment(long nanos, Instant timeOfDay) {}

  /** The clocks of this machine. */
  public static LeaseClock system() {
    return new LeaseClock(System::nanoTime, InstantSource.system());
  }

  /** This moment. */
  public Moment now() {
    return new Moment(nanos.getAsLong(), timeOfDay.instant());
  }

  /** Whether a lease that was asked for at this moment has ended. */
  public boolean hasEnded(Moment since) {
    return hasPassed(since, LEASE);
  }

  /** Whether a time has passed, by either clock. */
  public boolean hasPassed(Moment since, Duration time) {
    return nanos.getAsLong() - since.nanos() >= time.toNanos()
        || !timeOfDay.instant().isBefore(since.timeOfDay().plus(time));
  }
}
