package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerHead;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures how fast the job drains a backlog from Redis into the ledger, with all servers on this
 * machine; and, in the same run, how fast a plain COPY of the same rows is.
 */
record DrainBenchmark(
    LocalSystem system, int events, PrintStream out, Clock clock, LongSupplier nanoClock) {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration AGE = Duration.ofMinutes(30);
  private static final int POLL_MILLIS = 100;

  /**
   * @param submission from submission to the last event
   * @param running from the time at which all tasks were running to the last event
   * @param recordedBefore events recorded when all tasks were running
   */
  private record Drained(double submission, double running, long recordedBefore, long recorded) {}

  /** Whether every event arrived. */
  boolean run() throws IOException, SQLException, InterruptedException {
    publish();
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open()) {
      Drained drained = drain(postgres);
      if (drained.recorded() < events) {
        out.printf("Only %d of %d events arrived%n", drained.recorded(), events);
        return false;
      }
      report(drained, appendSeconds(postgres), new PlainCopy(postgres, nanoClock).seconds());
      return true;
    }
  }

  private void publish() throws IOException {
    out.printf("Publishing %d events ...%n", events);
    GeneratedEvents generated = new GeneratedEvents(1, clock.instant().minus(AGE));
    long bytes = 0;
    try (EventProducer producer = new EventProducer(system.redisAddress(), List.of("events"))) {
      for (int i = 0; i < events; i++) {
        List<byte[]> fields = generated.next();
        bytes += fields.stream().mapToLong(field -> field.length).sum();
        producer.send("events", fields);
      }
      producer.flush();
    }
    out.printf("Published; %d bytes of names and values per event%n", bytes / events);
  }

  private Drained drain(Connection postgres)
      throws IOException, SQLException, InterruptedException {
    Stopwatch submission = Stopwatch.start(nanoClock);
    system.submit(Deployment.fresh("--pipelines", "ingest"));
    Stopwatch running = Stopwatch.start(nanoClock);
    long before = LedgerHead.read(postgres).position();
    long recorded = before;
    while (recorded < events && running.seconds() < TIMEOUT.toSeconds()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      recorded = LedgerHead.read(postgres).position();
    }
    return new Drained(submission.seconds(), running.seconds(), before, recorded);
  }

  private static double appendSeconds(Connection postgres) throws SQLException {
    try (Statement statement = postgres.createStatement();
        ResultSet row = statement.executeQuery(Sql.APPEND_MILLIS.text())) {
      row.next();
      return row.getLong(1) / 1e3;
    }
  }

  private void report(Drained drained, double appendSeconds, double copySeconds) {
    out.printf(
        "Drained %d events into the ledger in %.1f s once all tasks were running: %.0f events/s%n"
            + "  from the first append to the last: %.0f events/s%n"
            + "  a plain COPY of the same rows into the same tables and indexes: %.0f events/s%n"
            + "  ratio %.2f%n"
            + "  from submission to the last event: %.0f ms%n",
        events,
        drained.running(),
        (events - drained.recordedBefore()) / drained.running(),
        events / appendSeconds,
        events / copySeconds,
        copySeconds / appendSeconds,
        drained.submission() * 1e3);
  }
}
