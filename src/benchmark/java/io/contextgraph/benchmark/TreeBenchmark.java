package io.contextgraph.benchmark;

import io.contextgraph.event.Event;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures what the ledger's tree costs: the work in memory, which JMH measured, and the write of
 * the tiles, over the median time of an append. Appends and writes of tiles take turns, so that
 * both meet the same disk.
 *
 * @param events recorded in large batches; as many small batches follow
 */
record TreeBenchmark(
    LocalSystem system,
    HashingTimes hashing,
    int events,
    PrintStream out,
    Clock clock,
    LongSupplier nanoClock) {
  private static final int LARGE = 5_000;
  private static final int SMALL = 100;
  private static final int WARM_UP = 20;
  private static final int SEED = 1;

  /** Whether every event was recorded. */
  boolean run() throws SQLException {
    GeneratedBatches batches =
        new GeneratedBatches(new GeneratedEvents(SEED, clock.instant())::next, clock);
    int appends = Math.max(1, events / LARGE);
    out.printf("Appending %d batches of %d events and of %d ...%n", appends, LARGE, SMALL);
    try (PostgresLedger ledger =
            new PostgresLedger(
                system.postgres().connections("ledger_writer", PostgresServer.DATABASE),
                LedgerMark.NONE,
                3);
        Connection tiles =
            system.postgres().connections("ledger_writer", PostgresServer.DATABASE).open()) {
      tiles.setAutoCommit(false);
      measure(ledger, batches, LARGE, WARM_UP, tiles);
      List<TreeCost> costs = new ArrayList<>();
      costs.add(measure(ledger, batches, LARGE, appends, tiles));
      measure(ledger, batches, SMALL, WARM_UP, tiles);
      costs.add(measure(ledger, batches, SMALL, appends, tiles));
      new TreeCostTable(costs, out).print();
    }
    return true;
  }

  private TreeCost measure(
      PostgresLedger ledger, GeneratedBatches batches, int size, int appends, Connection tiles)
      throws SQLException {
    double full = TileWrites.tilesOf(size);
    int whole = (int) Math.ceil(full);
    TileWrites writes = new TileWrites(tiles, whole, nanoClock);
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < appends; i++) {
      micros.add(append(ledger, batches.next(size)));
      writes.measure();
    }
    return new TreeCost(
        size,
        hashing.ofBatch(size),
        writes.millis() * full / whole,
        Latencies.of(micros).quantile(0.5));
  }

  private long append(PostgresLedger ledger, List<Event> batch) throws SQLException {
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    int recorded = ledger.append(batch).appended();
    long micros = stopwatch.micros();
    if (recorded != batch.size()) {
      throw new IllegalStateException("%d of %d events".formatted(recorded, batch.size()));
    }
    return micros;
  }
}
