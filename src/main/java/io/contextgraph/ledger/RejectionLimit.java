package io.contextgraph.ledger;

import java.io.Serial;
import java.io.Serializable;

/**
 * Stops a job whose ledger refuses too many events: then the schema or the decoder is wrong, not
 * the data. Counts over windows of a minute, and judges only windows that saw enough.
 *
 * @param share of the events that may be refused, 0 to 1
 */
public record RejectionLimit(double share) implements Serializable {
  public static final RejectionLimit DEFAULT = new RejectionLimit(0.2);
  private static final long WINDOW_MILLIS = 60_000;
  private static final long ENOUGH = 20;

  Window window() {
    return new Window(share);
  }

  /** The events of the minute under way. */
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
      if (nowMillis - startedAt < WINDOW_MILLIS) {
        return;
      }
      if (all >= ENOUGH && refused > share * all) {
        throw new ExceededException(refused, all);
      }
      startedAt = nowMillis;
      refused = 0;
      all = 0;
    }
  }

  /** Too many events were refused; a restart would not help. */
  static final class ExceededException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    ExceededException(long refused, long all) {
      super(
          "Postgres refused "
              + refused
              + " of "
              + all
              + " events within a minute; look at the newest rows of ledger.dead_letter, mend the"
              + " schema or the job, and replay them");
    }
  }
}
