package io.contextgraph.benchmark;

import io.contextgraph.event.Event;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures how fast events are appended that all have the same trace, then that all have the same
 * session: the first events of each and the last. The time to generate them is not included.
 */
record KeysBenchmark(
    LocalSystem system, int events, PrintStream out, Clock clock, LongSupplier nanoClock) {
  private static final int BATCH = 5_000;
  private static final int MEASURED = 100_000;
  private static final int WARM_UP = 100_000;
  private static final int READS = 500;
  private static final String SESSION = "the-one-session";

  /** Months apart, so that each part has partitions of its own. */
  private static final List<Duration> AGES =
      List.of(Duration.ofDays(400), Duration.ofDays(300), Duration.ofDays(200));

  /** Whether every event was recorded. */
  boolean run() throws SQLException {
    try (PostgresLedger ledger =
        new PostgresLedger(
            system.postgres().connections("ledger_writer", PostgresServer.DATABASE),
            LedgerMark.NONE,
            3)) {
      long before = append(ledger, keys("agent_id", "agent-1", AGES.get(0)), WARM_UP).recorded();
      Rates trace = append(ledger, keys("trace_id", "the-one-trace", AGES.get(1)), events);
      report("trace", events, trace);
      Rates session = append(ledger, keys("session_id", SESSION, AGES.get(2)), events / 2);
      report("session", events / 2, session);
      readSession(before + trace.recorded());
      return trace.recorded() == events && session.recorded() == events / 2;
    }
  }

  private GeneratedBatches keys(String field, String value, Duration age) {
    OneKeyEvents oneKey = new OneKeyEvents(field, value, clock.instant().minus(age));
    return new GeneratedBatches(oneKey::next, clock);
  }

  /**
   * @param first events per second of the first events
   * @param last events per second of the last events
   */
  private record Rates(double first, double last, int recorded) {}

  private Rates append(PostgresLedger ledger, GeneratedBatches keys, int count)
      throws SQLException {
    int measured = Math.min(MEASURED, count / 2);
    double first = 0;
    double last = 0;
    int recorded = 0;
    int lastPart = count - measured;
    for (int from = 0; from < count; from += BATCH) {
      if (from == 0 || (from >= lastPart && from < lastPart + BATCH)) {
        checkpoint();
      }
      List<Event> batch = keys.next(Math.min(BATCH, count - from));
      Stopwatch stopwatch = Stopwatch.start(nanoClock);
      recorded += ledger.append(batch).appended();
      double seconds = stopwatch.seconds();
      first += from < measured ? seconds : 0;
      last += from >= lastPart ? seconds : 0;
    }
    return new Rates(measured / first, measured / last, recorded);
  }

  /** Both measured parts begin after a checkpoint, so that none falls into one of them alone. */
  private void checkpoint() throws SQLException {
    try (Connection connection = system.postgres().superuser(PostgresServer.DATABASE).open();
        Statement statement = connection.createStatement()) {
      statement.execute(Sql.CHECKPOINT.text());
    }
  }

  private void report(String key, int count, Rates rates) {
    out.printf(
        "%d events of one %s: the first %d at %.0f events/s, the last %.0f, ratio %.2f%n",
        count,
        key,
        Math.min(MEASURED, count / 2),
        rates.first(),
        rates.last(),
        rates.last() / rates.first());
  }

  private void readSession(long start) throws SQLException {
    try (Connection connection =
        system.postgres().connections("ledger_reader", PostgresServer.DATABASE).open()) {
      LedgerReads reads = new LedgerReads(connection, nanoClock);
      Latencies pages =
          reads.measure(
              READS,
              random ->
                  reads.page(
                      Sql.EVENTS_OF_SESSION, SESSION, random.nextLong(start, start + events / 2)));
      out.printf(
          "A page of 100 events of that session: p50 %.2f ms, p99 %.2f ms%n",
          pages.quantile(0.5), pages.quantile(0.99));
    }
  }
}
