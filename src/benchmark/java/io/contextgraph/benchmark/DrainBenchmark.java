package io.contextgraph.benchmark;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures how fast the job drains a backlog from Redis into the ledger, with all servers on this
 * machine; and, in the same run, how fast a plain COPY of the same rows is.
 */
record DrainBenchmark(
    LocalSystem system, Backlog backlog, int events, PrintStream out, LongSupplier nanoClock) {
  /** Whether every event arrived. */
  boolean run() throws IOException, SQLException, InterruptedException {
    backlog.publish(1, List.of("events"), events);
    try (Connection postgres = system.postgres().superuser(PostgresServer.DATABASE).open()) {
      Stopwatch submission = Stopwatch.start(nanoClock);
      system.submit(Deployment.fresh("--pipelines", "ingest"));
      Stopwatch running = Stopwatch.start(nanoClock);
      long before = LedgerHead.read(postgres).position();
      if (!backlog.await(postgres, events)) {
        return false;
      }
      report(postgres, before, submission.seconds(), running.seconds());
      return true;
    }
  }

  private void report(Connection postgres, long before, double submission, double running)
      throws IOException, SQLException {
    double append = Backlog.appendSeconds(postgres, 0);
    double copy = new PlainCopy(postgres, nanoClock).seconds();
    out.printf(
        "Drained %d events into the ledger in %.1f s once all tasks were running: %.0f events/s%n"
            + "  from the first append to the last: %.0f events/s%n"
            + "  a plain COPY of the same rows into the same tables and indexes: %.0f events/s%n"
            + "  ratio %.2f%n"
            + "  from submission to the last event: %.0f ms%n",
        events,
        running,
        (events - before) / running,
        events / append,
        events / copy,
        copy / append,
        submission * 1e3);
  }
}
