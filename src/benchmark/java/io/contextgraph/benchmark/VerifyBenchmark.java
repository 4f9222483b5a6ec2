package io.contextgraph.benchmark;

import io.contextgraph.ledger.TreeBuild;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.verify.CheckpointKeys;
import io.contextgraph.verify.LedgerVerification;
import io.contextgraph.verify.Verification;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures how fast a ledger is verified whose events are spread over 122 monthly partitions.
 * {@code taskset -c 0 bin/benchmark verify} measures it on one core.
 */
record VerifyBenchmark(LocalSystem system, int events, PrintStream out, LongSupplier nanoClock) {
  private static final int MONTHS = 122;
  private static final String DATABASE = PostgresServer.DATABASE;
  private static final int RUNS = 2;

  /** Returns whether the verification found nothing. */
  boolean run() throws SQLException {
    out.printf("Filling a ledger of %d partitions with %d events ...%n", MONTHS, events);
    try (Connection admin = system.postgres().superuser(DATABASE).open()) {
      new FilledLedger(admin).fill(events, MONTHS);
    }
    Stopwatch building = Stopwatch.start(nanoClock);
    try (Connection writer =
        system.postgres().connections("ledger_writer", DATABASE).openDurable()) {
      new TreeBuild(writer).run((size, position) -> {});
    }
    out.printf("The tree was built in %.1f s.%n", building.seconds());
    boolean consistent = true;
    for (int run = 0; run < RUNS; run++) {
      consistent &= verify();
    }
    return consistent;
  }

  private boolean verify() throws SQLException {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    try (Connection reader =
        system.postgres().connections("ledger_reader", DATABASE).openLedger()) {
      Verification verification =
          new LedgerVerification(reader, new CheckpointKeys(List.of()))
              .run(List.of(), (done, total) -> {});
      double seconds = stopwatch.seconds();
      out.printf(
          "Verified %d events in %.1f s: %.0f rows/s; %d findings%n",
          events, seconds, events / seconds, verification.found());
      verification.findings().stream().limit(3).forEach(out::println);
      return verification.found() == 0;
    }
  }
}
