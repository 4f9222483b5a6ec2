package io.contextgraph.benchmark;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Slice;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.local.LocalSystem;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;

/**
 * How fast events are projected into an empty graph, beside bare statements that create the same
 * nodes and relationships from prepared lists; and how fast once the graph is large. One writer
 * each, the same number of events a transaction, constraints and index in place, servers warm.
 */
record GraphBenchmark(LocalSystem system, int events, int grown, PrintStream out) {
  private static final int BATCH = 2_000;
  private static final int WARM_UP = 40_000;
  private static final int PARTITIONS = 8;

  boolean run() {
    try (Driver driver = system.neo4j().connections().open()) {
      List<EventSummary> some = draw(new Source(1), events);
      BareGraph bare = new BareGraph(driver);
      // The server compiles what is called often; both have to find it warm.
      bare.create(BareGraph.prepare(some.subList(0, Math.min(WARM_UP, events)), BATCH));
      bare.empty();
      project(driver, "warm-up", some.subList(0, Math.min(WARM_UP, events)));
      bare.empty();

      List<BareGraph.Batch> lists = BareGraph.prepare(some, BATCH);
      double created = rate(events, () -> bare.create(lists));
      List<Long> things = bare.count();
      bare.empty();
      double projected = rate(events, () -> project(driver, "main", some));
      boolean same = bare.count().equals(things);
      out.printf(
          "Into an empty graph, %d events of %s nodes and relationships%n"
              + "  bare UNWIND … CREATE: %.0f events/s%n  projection: %.0f events/s%n"
              + "  ratio %.2f%n",
          events, things, created, projected, projected / created);
      if (!same) {
        out.println("The two did not make the same: " + things + " and " + bare.count());
      }
      grow(driver, projected);
      return same;
    }
  }

  private void grow(Driver driver, double whenEmpty) {
    Source source = new Source(1);
    draw(source, events);
    long position = events;
    while (position < grown) {
      List<EventSummary> more = draw(source, events);
      double rate = rate(events, () -> project(driver, "main", more));
      position += events;
      out.printf("  at %d events: %.0f events/s%n", position, rate);
    }
    List<EventSummary> last = draw(source, events);
    double rate = rate(events, () -> project(driver, "main", last));
    out.printf(
        "On a graph of %d events: %.0f events/s%n  ratio to the empty one %.2f%n",
        position, rate, rate / whenEmpty);
  }

  private static double rate(int count, Runnable work) {
    long started = System.nanoTime();
    work.run();
    return count / ((System.nanoTime() - started) / 1e9);
  }

  private static void project(Driver driver, String projection, List<EventSummary> events) {
    Neo4jGraphStore store = new Neo4jGraphStore(driver, projection, PARTITIONS);
    store.positions("benchmark");
    for (int from = 0; from < events.size(); from += BATCH) {
      List<EventSummary> batch = events.subList(from, Math.min(events.size(), from + BATCH));
      long after = batch.get(0).globalPosition() - 1;
      store.apply(Slice.cut("benchmark", after, after + batch.size(), batch, PARTITIONS));
    }
  }

  /** Where generated events come from, with the next position. */
  private static final class Source {
    private final GeneratedEvents generated;
    private final EventCodec codec = new EventCodec(EventLimits.DEFAULT, Clock.systemUTC());
    private long position;

    Source(long seed) {
      generated = new GeneratedEvents(seed, Instant.now().minusSeconds(7_200));
    }

    EventSummary next() {
      Decoded decoded = codec.decode(new RawEntry("events", "1-1", generated.next(), 0, true));
      if (!(decoded instanceof Decoded.Valid valid)) {
        throw new IllegalStateException("a generated event is not valid");
      }
      Event event = valid.event();
      return new EventSummary(
          ++position,
          event.required(),
          event.parentEventId(),
          event.toolName(),
          event.endedAt(),
          event.status(),
          event.importanceHint(),
          event.payloadRef());
    }
  }

  private static List<EventSummary> draw(Source source, int count) {
    List<EventSummary> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(source.next());
    }
    return events;
  }
}
