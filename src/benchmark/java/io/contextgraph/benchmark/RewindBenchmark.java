package io.contextgraph.benchmark;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures what a restart of Redis costs a job that keeps all entries: the entries of the last
 * minutes are read again, and an event added after the restart waits behind them.
 */
record RewindBenchmark(
    LocalSystem system, Backlog backlog, int events, PrintStream out, LongSupplier nanoClock) {
  private static final List<String> STREAM = List.of("events");
  private static final String[] OPTIONS = {
    "--pipelines", "ingest", "--redis.trim", "keep", "--redis.rewind", "1 h"
  };

  private static final Duration UPDATED = Duration.ofSeconds(30);
  private static final int POLL_MILLIS = 500;

  /** Whether every event arrived, and was read again after the restart. */
  boolean run() throws IOException, SQLException, InterruptedException {
    backlog.publish(1, STREAM, events);
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open()) {
      system.submit(Deployment.fresh(OPTIONS));
      if (!backlog.await(postgres, events)) {
        return false;
      }
      double drained = events / Backlog.appendSeconds(postgres, 0);
      system.restart("REDIS");
      Stopwatch rereading = Stopwatch.start(nanoClock);
      backlog.publish(2, STREAM, 1);
      boolean complete = backlog.await(postgres, events + 1);
      report(drained, events / rereading.seconds());
      return complete && isReadAgain();
    }
  }

  /** Otherwise only the new event was waited for, and the rate means nothing. */
  private boolean isReadAgain() throws IOException, InterruptedException {
    URI job = system.flink().rest().resolve("/jobs/" + system.jobId());
    JobMetric readAgain = new JobMetric(job, "entriesReadAgain");
    Stopwatch waiting = Stopwatch.start(nanoClock);
    long entries = readAgain.value();
    while (entries < events && waiting.seconds() < UPDATED.toSeconds()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      entries = readAgain.value();
    }
    out.printf("  Flink counts %d entries that were read again%n", entries);
    return entries >= events;
  }

  private void report(double drained, double reread) {
    out.printf(
        "Recorded %.0f new events/s%n"
            + "  read the same %d events again after a restart of Redis: %.0f events/s%n"
            + "  a rewind of 5 minutes at 20,000 events/s costs %.1f minutes%n",
        drained, events, reread, 5 * 60 * 20_000 / reread / 60);
  }
}
