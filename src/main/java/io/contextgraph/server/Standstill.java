package io.contextgraph.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Why a part of the job stands: it makes no progress until an operator repairs something, while
 * everything else continues. Decides when the reason is logged. Changed by one thread; the reason
 * may be read by any.
 */
public final class Standstill {
  /** How often a part that stands tests whether it can continue. */
  public static final Duration TEST_EVERY = Duration.ofSeconds(10);

  private static final Duration REPORT_EVERY = Duration.ofMinutes(10);

  private final LongSupplier nanoClock;
  private volatile String reason = "";
  private long reported;

  /**
   * @param nanoClock measures the time since the reason was last logged
   */
  public Standstill(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Stands for a reason.
   *
   * @return whether to log the reason: it is new, or was last logged ten minutes ago
   */
  public boolean begin(String why) {
    long now = nanoClock.getAsLong();
    boolean report = !reason.equals(why) || now - reported >= REPORT_EVERY.toNanos();
    reason = why;
    if (report) {
      reported = now;
    }
    return report;
  }

  /**
   * Continues.
   *
   * @return whether it stood until now
   */
  public boolean end() {
    boolean stood = stands();
    reason = "";
    return stood;
  }

  public boolean stands() {
    return !reason.isEmpty();
  }

  /** The reason in one line; empty while it does not stand. */
  public String reason() {
    return reason;
  }
}
