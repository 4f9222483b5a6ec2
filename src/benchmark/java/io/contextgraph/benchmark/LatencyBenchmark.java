package io.contextgraph.benchmark;

import io.contextgraph.event.Micros;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.neo4j.driver.Driver;

/**
 * Measures the time from an event's append ({@code recorded_at}, taken just before the commit)
 * until every partition of the graph has reached its position, at 1,000 events per second.
 */
record LatencyBenchmark(
    LocalSystem system, int events, PrintStream out, Clock clock, LongSupplier nanoClock) {
  private static final int RATE = 1_000;
  private static final int WARM_UP_SECONDS = 60;
  private static final long WARM_UP_EVENTS = (long) WARM_UP_SECONDS * RATE;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More frequent polls would load the server more than the projection does. */
  private static final int POLL_MILLIS = 10;

  /** Whether every event arrived. */
  boolean run() throws IOException, SQLException, InterruptedException {
    system.submit(Deployment.fresh());
    PacedPublisher publisher =
        new PacedPublisher(system.redisAddress(), events, RATE, out, clock, nanoClock);
    Thread publishing = new Thread(publisher, "publisher");
    publishing.setDaemon(true);
    publishing.start();
    NavigableMap<Long, Long> reached = follow();
    report(latencies(reached));
    return reached.lastKey() >= events;
  }

  /**
   * Polls the graph's position until it reaches all events, or stops moving.
   *
   * @return microseconds since 1970 at which each position was first seen
   */
  private NavigableMap<Long, Long> follow() throws InterruptedException {
    NavigableMap<Long, Long> reached = new TreeMap<>(Map.of(0L, 0L));
    try (Driver driver = system.neo4j().connections().open()) {
      Stopwatch sinceProgress = Stopwatch.start(nanoClock);
      while (reached.lastKey() < events && sinceProgress.seconds() < PATIENCE.toSeconds()) {
        long position = Cypher.PROJECTED_POSITION.number(driver);
        if (position > reached.lastKey()) {
          reached.put(position, Micros.of(clock.instant()));
          sinceProgress = Stopwatch.start(nanoClock);
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
    return reached;
  }

  private Latencies latencies(NavigableMap<Long, Long> reached) throws SQLException {
    long[] micros = new long[(int) Math.max(0, reached.lastKey() - WARM_UP_EVENTS)];
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open();
        PreparedStatement appended = postgres.prepareStatement(Sql.RECORDED_AT.text())) {
      appended.setLong(1, WARM_UP_EVENTS);
      appended.setLong(2, reached.lastKey());
      try (ResultSet rows = appended.executeQuery()) {
        for (int i = 0; i < micros.length && rows.next(); i++) {
          micros[i] = reached.ceilingEntry(rows.getLong(1)).getValue() - rows.getLong(2);
        }
      }
    }
    return Latencies.of(micros);
  }

  private void report(Latencies latencies) {
    out.printf(
        "From commit to graph at %d events/s, %d events after %d s of warm-up:"
            + " p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
        RATE,
        latencies.count(),
        WARM_UP_SECONDS,
        latencies.quantile(0.5),
        latencies.quantile(0.99),
        latencies.quantile(1));
  }
}
