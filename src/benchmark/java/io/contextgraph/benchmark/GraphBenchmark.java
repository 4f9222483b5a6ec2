package io.contextgraph.benchmark;

import io.contextgraph.event.EventSummary;
import io.contextgraph.local.LocalSystem;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;

/**
 * Measures how fast events are projected into an empty graph, compared with bare statements that
 * create the same nodes and relationships from prepared rows; then how fast they are projected into
 * a large graph. The projection is measured with one writer and with two; each way has the same
 * number of events per transaction, with constraints and index in place.
 */
record GraphBenchmark(
    LocalSystem system,
    int events,
    int grown,
    PrintStream out,
    Clock clock,
    LongSupplier nanoClock) {
  private static final int BATCH = 2_000;
  private static final int WARM_UP = 40_000;
  private static final int PARTITIONS = 8;

  /** Whether all ways created the same numbers of nodes and relationships. */
  boolean run() {
    try (Driver driver = system.neo4j().connections().open()) {
      GeneratedSummaries source = new GeneratedSummaries(1, clock);
      List<EventSummary> first = source.next(events);
      warmUp(driver, first.subList(0, Math.min(WARM_UP, events)));
      BareGraph bare = new BareGraph(driver);
      List<BareBatch> batches = BareBatches.of(first, BATCH);
      double created = rate(() -> bare.create(batches));
      List<Long> counts = bare.count();
      out.printf(
          "Into an empty graph, %d events that become %s nodes and relationships%n"
              + "  bare UNWIND … CREATE: %.0f events/s%n",
          events, counts, created);
      bare.empty();
      double two = measure(driver, "  projection, 2 writers", 2, first);
      boolean same = same(bare, counts);
      bare.empty();
      double one = measure(driver, "  projection, 1 writer", 1, first);
      same &= same(bare, counts);
      out.printf("  ratio of 1 writer to bare %.2f, of 2 to 1 %.2f%n", one / created, two / one);
      grow(driver, source, one);
      return same;
    }
  }

  /** The server compiles frequently executed code, so all ways are measured after a warm-up. */
  private static void warmUp(Driver driver, List<EventSummary> some) {
    BareGraph bare = new BareGraph(driver);
    bare.create(BareBatches.of(some, BATCH));
    bare.empty();
    for (int writers = 1; writers <= 2; writers++) {
      writers(driver, writers).project(some);
      bare.empty();
    }
  }

  private static ProjectionWriters writers(Driver driver, int count) {
    return new ProjectionWriters(driver, "main", PARTITIONS, BATCH, count);
  }

  private double measure(Driver driver, String what, int count, List<EventSummary> some) {
    long[] retries = new long[1];
    double rate = rate(() -> retries[0] = writers(driver, count).project(some));
    out.printf("%s: %.0f events/s, %d transactions run again%n", what, rate, retries[0]);
    return rate;
  }

  private boolean same(BareGraph bare, List<Long> expected) {
    List<Long> counts = bare.count();
    if (!counts.equals(expected)) {
      out.println("The graphs differ: " + expected + " and " + counts);
    }
    return counts.equals(expected);
  }

  private void grow(Driver driver, GeneratedSummaries source, double whenEmpty) {
    long position = events;
    while (position < grown) {
      measure(driver, "  at " + position + " events, 2 writers", 2, source.next(events));
      position += events;
    }
    out.printf("On a graph of %d events%n", position);
    double two = measure(driver, "  2 writers", 2, source.next(events));
    double one = measure(driver, "  1 writer", 1, source.next(events));
    out.printf(
        "  ratio of 1 writer to the empty graph %.2f, of 2 to 1 %.2f%n",
        one / whenEmpty, two / one);
  }

  private double rate(Runnable work) {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    work.run();
    return events / stopwatch.seconds();
  }
}
