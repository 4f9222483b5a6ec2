package io.contextgraph.benchmark;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.local.LocalSystem;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;

/**
 * Measures how fast events are projected into an empty graph, compared with bare statements that
 * create the same nodes and relationships from prepared rows; then how fast they are projected into
 * a large graph. Each uses one writer and the same number of events per transaction, with
 * constraints and index in place.
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

  /** Whether both ways created the same numbers of nodes and relationships. */
  boolean run() {
    try (Driver driver = system.neo4j().connections().open()) {
      GeneratedSummaries source = new GeneratedSummaries(1, clock);
      List<EventSummary> first = source.next(events);
      warmUp(driver, first.subList(0, Math.min(WARM_UP, events)));
      BareGraph bare = new BareGraph(driver);
      List<BareBatch> batches = BareBatches.of(first, BATCH);
      double created = rate(() -> bare.create(batches));
      List<Long> counts = bare.count();
      bare.empty();
      double projected = rate(() -> project(driver, "main", first));
      boolean same = bare.count().equals(counts);
      report(counts, created, projected);
      if (!same) {
        out.println("The graphs differ: " + counts + " and " + bare.count());
      }
      grow(driver, source, projected);
      return same;
    }
  }

  /** The server compiles frequently executed code, so both ways are measured after a warm-up. */
  private static void warmUp(Driver driver, List<EventSummary> some) {
    BareGraph bare = new BareGraph(driver);
    bare.create(BareBatches.of(some, BATCH));
    bare.empty();
    project(driver, "warm-up", some);
    bare.empty();
  }

  private void report(List<Long> counts, double created, double projected) {
    out.printf(
        "Into an empty graph, %d events that become %s nodes and relationships%n"
            + "  bare UNWIND … CREATE: %.0f events/s%n  projection: %.0f events/s%n"
            + "  ratio %.2f%n",
        events, counts, created, projected, projected / created);
  }

  private void grow(Driver driver, GeneratedSummaries source, double whenEmpty) {
    long position = events;
    while (position < grown) {
      List<EventSummary> more = source.next(events);
      double rate = rate(() -> project(driver, "main", more));
      position += events;
      out.printf("  at %d events: %.0f events/s%n", position, rate);
    }
    List<EventSummary> last = source.next(events);
    double rate = rate(() -> project(driver, "main", last));
    out.printf(
        "On a graph of %d events: %.0f events/s%n  ratio to the empty graph %.2f%n",
        position, rate, rate / whenEmpty);
  }

  private double rate(Runnable work) {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    work.run();
    return events / stopwatch.seconds();
  }

  private static void project(Driver driver, String projection, List<EventSummary> events) {
    Neo4jGraphStore store = new Neo4jGraphStore(driver, projection, PARTITIONS);
    store.positions("benchmark");
    for (int from = 0; from < events.size(); from += BATCH) {
      List<EventSummary> batch = events.subList(from, Math.min(events.size(), from + BATCH));
      long after = batch.get(0).globalPosition() - 1;
      store.apply(Slice.cut("benchmark", after, after + batch.size(), null, batch, PARTITIONS));
    }
  }
}
