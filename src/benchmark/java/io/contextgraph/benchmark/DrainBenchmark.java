package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * How long the job takes to bring a backlog from Redis into the ledger, with all servers on this
 * machine; beside it, in the same run, what a plain COPY of the same rows into tables with the same
 * columns and indexes takes.
 */
record DrainBenchmark(LocalSystem system, int events, PrintStream out) {
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(10);

  /** Whether every event arrived. */
  boolean run() throws IOException, SQLException, InterruptedException {
    publish();
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open()) {
      Instant submitted = Instant.now();
      system.submit(Deployment.fresh("--pipelines", "ingest"));
      long running = System.nanoTime();
      long before = LedgerHead.read(postgres).position();
      long reached = before;
      while (reached < events) {
        if (System.nanoTime() - running > DRAINED_WITHIN.toNanos()) {
          out.printf("Only %d of %d events arrived%n", reached, events);
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(100);
        reached = LedgerHead.read(postgres).position();
      }
      double seconds = (System.nanoTime() - running) / 1e9;
      double fromFirst = firstToLast(postgres);
      double copied = plainCopy(postgres);
      out.printf(
          "Drained %d events into the ledger in %.1f s once all tasks ran: %.0f events/s%n"
              + "  from the first append to the last: %.0f events/s%n"
              + "  a plain COPY of the same rows into the same tables and indexes: %.0f events/s%n"
              + "  ratio %.2f%n"
              + "  from submission to the last event: %d ms%n",
          events,
          seconds,
          (events - before) / seconds,
          events / fromFirst,
          events / copied,
          copied / fromFirst,
          Duration.between(submitted, Instant.now()).toMillis() - (long) (copied * 1000));
      return true;
    }
  }

  private void publish() throws IOException {
    out.printf("Publishing %d events ...%n", events);
    GeneratedEvents generated = new GeneratedEvents(1, Instant.now().minus(Duration.ofMinutes(30)));
    long bytes = 0;
    try (EventProducer producer = new EventProducer(system.redisAddress(), List.of("events"))) {
      for (int i = 0; i < events; i++) {
        List<byte[]> fields = generated.next();
        for (byte[] field : fields) {
          bytes += field.length;
        }
        producer.send("events", fields);
      }
      producer.flush();
    }
    out.printf("Published; %d bytes of names and values an event%n", bytes / events);
  }

  private static double firstToLast(Connection postgres) throws SQLException {
    return number(
            postgres,
            "SELECT (extract(epoch FROM max(recorded_at) - min(recorded_at)) * 1000)::bigint"
                + " FROM ledger.event")
        / 1e3;
  }

  private static long number(Connection postgres, String sql) throws SQLException {
    try (Statement statement = postgres.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Seconds that a plain COPY of all rows takes, both tables in one transaction. */
  private double plainCopy(Connection postgres) throws SQLException, IOException {
    Path folder = Files.createTempDirectory("context-graph-benchmark");
    try (Statement statement = postgres.createStatement()) {
      statement.execute("CREATE SCHEMA plain");
      CopyManager copy = postgres.unwrap(PGConnection.class).getCopyAPI();
      double seconds = 0;
      for (String table : List.of("event_identity", "event")) {
        statement.execute(
            "CREATE TABLE plain." + table + " (LIKE ledger." + table + " INCLUDING ALL)");
        Path rows = folder.resolve(table);
        try (OutputStream file = Files.newOutputStream(rows)) {
          copy.copyOut(
              "COPY (SELECT * FROM ledger."
                  + table
                  + " ORDER BY global_position) TO STDOUT"
                  + " (FORMAT binary)",
              file);
        }
        statement.execute("CHECKPOINT");
        long started = System.nanoTime();
        try (InputStream file = Files.newInputStream(rows)) {
          copy.copyIn("COPY plain." + table + " FROM STDIN (FORMAT binary)", file, 1 << 16);
        }
        seconds += (System.nanoTime() - started) / 1e9;
        Files.delete(rows);
      }
      statement.execute("DROP SCHEMA plain CASCADE");
      return seconds;
    } finally {
      Files.delete(folder);
    }
  }
}
