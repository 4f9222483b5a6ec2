package io.contextgraph.benchmark;

import io.contextgraph.ledger.HeadUpdate;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Measures what the tiles of an append add to its transaction. The statement that moves the head
 * inserts them; here an empty statement has its place, in a transaction that has written a few
 * bytes. A write of tiles counts as far as the statement and the commit take longer, and write more
 * WAL, than without tiles.
 */
final class TileWrites {
  private final Connection connection;
  private final int tiles;
  private final AtomicLong nextIndex;
  private final LongSupplier nanoClock;
  private final Random random = new Random(1);
  private final Writes with = new Writes();
  private final Writes without = new Writes();

  /** Transactions of one kind. */
  private static final class Writes {
    private final List<Long> micros = new ArrayList<>();
    private long walBytes;

    double median() {
      return Latencies.of(micros).quantile(0.5);
    }
  }

  /**
   * @param connection of a role that may append, with auto-commit off
   * @param tiles of each write
   * @param nextIndex the index of the next tile, above those of the events that are appended
   */
  TileWrites(Connection connection, int tiles, AtomicLong nextIndex, LongSupplier nanoClock) {
    this.connection = connection;
    this.tiles = tiles;
    this.nextIndex = nextIndex;
    this.nanoClock = nanoClock;
  }

  /** The tiles that become full with this many leaves, on average over all levels. */
  static double tilesOf(int leaves) {
    return (double) leaves / (Tile.WIDTH - 1);
  }

  /** Measures one write of tiles, and the same transaction without them. */
  void measure() throws SQLException {
    measure(randomTiles(), with);
    measure(List.of(), without);
  }

  private void measure(List<Tile> full, Writes writes) throws SQLException {
    long before = walPosition(connection);
    writeLittle();
    Stopwatch stopwatch = Stopwatch.start(nanoClock);
    try (PreparedStatement write = HeadUpdate.prepare(connection, Sql.ROUND_TRIP.text(), 0, full)) {
      write.execute();
    }
    connection.commit();
    writes.micros.add(stopwatch.micros());
    writes.walBytes += walPosition(connection) - before;
    connection.commit();
  }

  private void writeLittle() throws SQLException {
    try (Statement little = connection.createStatement()) {
      little.execute(Sql.WRITE_LITTLE.text());
    }
  }

  /** The bytes of WAL that the server has written so far. */
  static long walPosition(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Sql.READ_WAL_POSITION.text())) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The milliseconds of one write, by the medians. */
  double millis() {
    return Math.max(0, with.median() - without.median());
  }

  /** The bytes of WAL of all writes. */
  long walBytes() {
    return with.walBytes - without.walBytes;
  }

  private List<Tile> randomTiles() {
    List<Tile> full = new ArrayList<>();
    byte[] hashes = new byte[Tile.LENGTH];
    for (int i = 0; i < tiles; i++) {
      random.nextBytes(hashes);
      full.add(Tile.of(0, nextIndex.getAndIncrement(), hashes));
    }
    return full;
  }
}
