package io.contextgraph.benchmark;

import io.contextgraph.event.Event;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.PostgresServer;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

  /** So that no event occurs in the future: each occurs a millisecond after the one before. */
  private static final Duration AGE = Duration.ofDays(30);

  /** The index of the first tile that is written apart: far above those of the events. */
  private static final long FIRST_TILE = 1L << 40;

  /** Whether every event was recorded. */
  boolean run() throws SQLException {
    GeneratedEvents generated = new GeneratedEvents(SEED, clock.instant().minus(AGE));
    GeneratedBatches batches = new GeneratedBatches(generated::next, clock);
    int appends = Math.max(1, events / LARGE);
    out.printf("Appending %d batches of %d events and of %d ...%n", appends, LARGE, SMALL);
    try (PostgresLedger ledger = new PostgresLedger(writer(), LedgerMark.NONE, 3);
        Connection connection = writer().open()) {
      connection.setAutoCommit(false);
      Appends measured = new Appends(ledger, batches, connection, new AtomicLong(FIRST_TILE));
      measure(measured, LARGE, WARM_UP);
      TreeCost large = measure(measured, LARGE, appends);
      measure(measured, SMALL, WARM_UP);
      TreeCost small = measure(measured, SMALL, appends);
      new TreeCostTable(List.of(large, small), out).print();
    }
    return true;
  }

  private PostgresConnections writer() {
    return system.postgres().connections("ledger_writer", PostgresServer.DATABASE);
  }

  /** Where events are appended and tiles are written. */
  private record Appends(
      PostgresLedger ledger, GeneratedBatches batches, Connection connection, AtomicLong nextTile) {
    /** Appends a batch and returns the microseconds that it took. */
    long append(int size, LongSupplier nanoClock) throws SQLException {
      List<Event> batch = batches.next(size);
      Stopwatch stopwatch = Stopwatch.start(nanoClock);
      int recorded = ledger.append(batch).appended();
      long micros = stopwatch.micros();
      if (recorded != size) {
        throw new IllegalStateException("%d of %d events were recorded".formatted(recorded, size));
      }
      return micros;
    }
  }

  private TreeCost measure(Appends appends, int size, int count) throws SQLException {
    double full = TileWrites.tilesOf(size);
    int whole = (int) Math.ceil(full);
    TileWrites writes = new TileWrites(appends.connection(), whole, appends.nextTile(), nanoClock);
    List<Long> micros = new ArrayList<>();
    long appendWal = 0;
    for (int i = 0; i < count; i++) {
      long before = TileWrites.walPosition(appends.connection());
      micros.add(appends.append(size, nanoClock));
      appendWal += TileWrites.walPosition(appends.connection()) - before;
      appends.connection().commit();
      writes.measure();
    }
    return new TreeCost(
        size,
        hashing.ofBatch(size),
        writes.millis() * full / whole,
        Latencies.of(micros).quantile(0.5),
        100 * (writes.walBytes() * full / whole) / appendWal);
  }
}
