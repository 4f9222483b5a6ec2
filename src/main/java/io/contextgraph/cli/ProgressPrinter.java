package io.contextgraph.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Prints the progress of a command, at most once a second and at the end of each step. */
final class ProgressPrinter {
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final PrintWriter out;
  private final LongSupplier nanoClock;
  private long started;
  private long printed;
  private String current = "";

  ProgressPrinter(PrintWriter out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.printed = started;
  }

  /**
   * Prints the amount done and the estimated time for the rest at the rate so far. A new unit
   * starts a new step, whose rate is its own.
   */
  void print(String unit, long done, long total) {
    long now = nanoClock.getAsLong();
    if (!unit.equals(current)) {
      current = unit;
      started = Math.max(started, printed);
    }
    if (now - printed >= INTERVAL || done >= total) {
      printed = now;
      out.println(done + " of " + total + " " + unit + estimate(now, done, total));
    }
  }

  private String estimate(long now, long done, long total) {
    if (done == 0 || done >= total) {
      return "";
    }
    return ", about " + (long) ((now - started) / 1e9 * (total - done) / done) + " s left";
  }
}
