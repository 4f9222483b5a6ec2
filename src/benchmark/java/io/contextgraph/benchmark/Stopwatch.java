package io.contextgraph.benchmark;

import java.util.function.LongSupplier;

/** Measures elapsed time from its creation. */
final class Stopwatch {
  private final LongSupplier nanoClock;
  private final long started;

  private Stopwatch(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
  }

  static Stopwatch start(LongSupplier nanoClock) {
    return new Stopwatch(nanoClock);
  }

  long micros() {
    return (nanoClock.getAsLong() - started) / 1_000;
  }

  double seconds() {
    return (nanoClock.getAsLong() - started) / 1e9;
  }
}
