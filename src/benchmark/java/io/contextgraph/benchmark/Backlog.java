package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Publishes events before a job starts, and watches how the ledger grows while the job runs. */
record Backlog(LocalSystem system, PrintStream out, Clock clock, LongSupplier nanoClock) {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration AGE = Duration.ofMinutes(30);
  private static final int POLL_MILLIS = 100;

  /**
   * Adds one event to each stream but the first, then the given number of events to the first.
   *
   * @param seed determines the events
   */
  void publish(long seed, List<String> streams, int events) throws IOException {
    out.printf("Publishing %d events to %s ...%n", events, streams.get(0));
    GeneratedEvents generated = new GeneratedEvents(seed, clock.instant().minus(AGE));
    long bytes = 0;
    try (EventProducer producer = new EventProducer(system.redisAddress(), streams)) {
      for (String other : streams.subList(1, streams.size())) {
        producer.send(other, generated.next());
      }
      for (int event = 0; event < events; event++) {
        List<byte[]> fields = generated.next();
        bytes += fields.stream().mapToLong(field -> field.length).sum();
        producer.send(streams.get(0), fields);
      }
      producer.flush();
    }
    out.printf("Published; %d bytes of names and values per event%n", bytes / events);
  }

  /**
   * Waits until the ledger has the expected number of events, ten minutes at most.
   *
   * @return whether it has
   */
  boolean await(Connection postgres, long expected) throws SQLException, InterruptedException {
    Stopwatch waiting = Stopwatch.start(nanoClock);
    long recorded = LedgerHead.read(postgres).position();
    while (recorded < expected && waiting.seconds() < TIMEOUT.toSeconds()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      recorded = LedgerHead.read(postgres).position();
    }
    if (recorded < expected) {
      out.printf("Only %d of %d events were recorded%n", recorded, expected);
    }
    return recorded >= expected;
  }

  /** Seconds from the first append after a position to the last. */
  static double appendSeconds(Connection postgres, long after) throws SQLException {
    try (PreparedStatement statement = postgres.prepareStatement(Sql.APPEND_MILLIS.text())) {
      statement.setLong(1, after);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) / 1e3;
      }
    }
  }
}
