package io.contextgraph.ledger;

import java.io.Serial;
import java.io.Serializable;

/**
 * Stops a job when Postgres refuses too many of its events, because then the schema or the decoder
 * is wrong, not the data. Each window lasts a minute; a window with few events is ignored.
 *
 * @param share the share of events that may be refused, from 0 to 1
 */
public record RejectionLimit(double share) implements Serializable {
  public static final RejectionLimit DEFAULT = new RejectionLimit(0.2);
  private static final long WINDOW_MILLIS = 60_000;
  private static final long FEWEST_EVENTS = 20;

  Window window() {
    return new Window(share);
  }

  /** Counts the events of the current minute. */
  static final class Window {
    private final double share;
    private long startedAt = Long.MIN_VALUE;
    private long refused;
    private long all;

    private Window(double share) {
      this.share = share;
    }

    /**
     * @throws ExceededException at the end of a minute in which too many were refused
     */
    void add(long refusedNow, long allNow, long nowMillis) {
      if (startedAt == Long.MIN_VALUE) {
        startedAt = nowMillis;
      }
      refused += refusedNow;
      all += allNow;
      if (nowMillis - startedAt >= WINDOW_MILLIS) {
        judge();
        startedAt = nowMillis;
      }
    }

    private void judge() {
      if (all >= FEWEST_EVENTS && refused > share * all) {
        throw new ExceededException(refused, all);
      }
      refused = 0;
      all = 0;
    }
  }

  /** Postgres refused too many events. A restart would not help. */
  static final class ExceededException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    ExceededException(long refused, long all) {
      super(
          "Postgres refused "
              + refused
              + " of "
              + all
              + " events within a minute; inspect the newest rows of ledger.dead_letter, fix the"
              + " schema or the job, then replay them");
    }
  }
}
