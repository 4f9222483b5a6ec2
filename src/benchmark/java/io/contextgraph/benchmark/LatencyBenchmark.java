package io.contextgraph.benchmark;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * How long it takes from an event's append ({@code recorded_at}, taken just before the commit)
 * until every partition of the graph has reached its position, at 1,000 events a second.
 */
record LatencyBenchmark(LocalSystem system, int events, PrintStream out) {
  private static final int RATE = 1_000;
  private static final int LOOK_EVERY_MILLIS = 10;
  private static final int WARM_UP_SECONDS = 60;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final String REACHED =
      "MATCH (p:Projection {name: 'main'}) RETURN coalesce(min(p.position), 0) AS n";

  /** Whether every event arrived. */
  boolean run() throws IOException, SQLException, InterruptedException {
    system.submit(Deployment.fresh());
    Thread publishing = new Thread(this::publish, "publisher");
    publishing.setDaemon(true);
    publishing.start();
    // Microseconds since 1970 at which a position was seen to be reached.
    NavigableMap<Long, Long> seen = new TreeMap<>(Map.of(0L, 0L));
    try (Driver driver = system.neo4j().connections().open();
        Session session = driver.session()) {
      long moved = System.nanoTime();
      while (seen.lastKey() < events && System.nanoTime() - moved < PATIENCE_NANOS) {
        long reached = driver.executableQuery(REACHED).execute().records().get(0).get("n").asLong();
        if (reached > seen.lastKey()) {
          seen.put(reached, micros(Instant.now()));
          moved = System.nanoTime();
        }
        // Asking more often would load the server more than the projection does.
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
    }
    report(seen);
    return seen.lastKey() >= events;
  }

  private void publish() {
    GeneratedEvents generated = new GeneratedEvents(1, Instant.now().minusSeconds(3_600));
    try (EventProducer producer = new EventProducer(system.redisAddress(), List.of("events"))) {
      long started = System.nanoTime();
      for (int i = 0; i < events; i++) {
        producer.send("events", generated.next());
        TimeUnit.NANOSECONDS.sleep(started + i * (1_000_000_000L / RATE) - System.nanoTime());
      }
      producer.flush();
    } catch (IOException e) {
      out.println("Publishing failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(NavigableMap<Long, Long> seen) throws SQLException {
    long[] micros = new long[(int) Math.max(0, seen.lastKey() - WARM_UP_SECONDS * RATE)];
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open();
        Statement statement = postgres.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT global_position, (extract(epoch FROM recorded_at) * 1000000)::bigint"
                    + " FROM ledger.event WHERE global_position > "
                    + WARM_UP_SECONDS * RATE
                    + " AND global_position <= "
                    + seen.lastKey())) {
      for (int i = 0; i < micros.length && rows.next(); i++) {
        micros[i] = seen.ceilingEntry(rows.getLong(1)).getValue() - rows.getLong(2);
      }
    }
    Arrays.sort(micros);
    out.printf(
        "From commit to graph at %d events/s, %d events after %d s of warm-up:"
            + " p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
        RATE,
        micros.length,
        WARM_UP_SECONDS,
        quantile(micros, 0.5),
        quantile(micros, 0.99),
        quantile(micros, 1));
  }

  private static double quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)] / 1e3;
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }
}
