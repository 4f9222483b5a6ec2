package io.contextgraph.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Prints the progress of a command, at most once a second and at the end. */
final class ProgressPrinter {
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final PrintWriter out;
  private final LongSupplier nanoClock;
  private final long started;
  private long printed;

  ProgressPrinter(PrintWriter out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.printed = started;
  }

  /** Prints the amount done. */
  void print(String unit, long done, long total) {
    long now = nanoClock.getAsLong();
    if (isDue(now, done, total)) {
      print(now, done + " of " + total + " " + unit);
    }
  }

  /** Prints the amount done and the estimated time for the rest at the rate so far. */
  void printWithEstimate(String unit, long done, long total) {
    long now = nanoClock.getAsLong();
    if (isDue(now, done, total)) {
      long seconds = done == 0 ? 0 : (long) ((now - started) / 1e9 * (total - done) / done);
      String estimate = done == 0 ? "" : ", about " + seconds + " s left";
      print(now, done + " of " + total + " " + unit + estimate);
    }
  }

  private boolean isDue(long now, long done, long total) {
    return now - printed >= INTERVAL || done >= total;
  }

  private void print(long now, String line) {
    printed = now;
    out.println(line);
  }
}
