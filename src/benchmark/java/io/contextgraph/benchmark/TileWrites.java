package io.contextgraph.benchmark;

import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Measures what the tiles of an append add to its transaction. They are inserted by the statement
 * that moves the head; so an INSERT and its commit count as far as they take longer than a
 * statement that does nothing and the commit of a few bytes.
 */
final class TileWrites implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement roundTrip;
  private final int tiles;
  private final AtomicLong nextIndex;
  private final LongSupplier nanoClock;
  private final Random random = new Random(1);
  private final List<Long> written = new ArrayList<>();
  private final List<Long> without = new ArrayList<>();

  /**
   * @param connection of a role that may append, with auto-commit off
   * @param tiles of each write
   * @param nextIndex the index of the next tile, above those of the events that are appended
   */
  TileWrites(Connection connection, int tiles, AtomicLong nextIndex, LongSupplier nanoClock)
      throws SQLException {
    this.connection = connection;
    this.insert = connection.prepareStatement(Sql.INSERT_TILES.text());
    this.roundTrip = connection.prepareStatement(Sql.ROUND_TRIP.text());
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
    List<Tile> full = randomTiles();
    writeLittle();
    Stopwatch write = Stopwatch.start(nanoClock);
    insert(full);
    connection.commit();
    written.add(write.micros());
    writeLittle();
    Stopwatch nothing = Stopwatch.start(nanoClock);
    roundTrip.execute();
    connection.commit();
    without.add(nothing.micros());
  }

  private void writeLittle() throws SQLException {
    try (Statement little = connection.createStatement()) {
      little.execute(Sql.WRITE_LITTLE.text());
    }
  }

  /** The milliseconds of one write, by the medians. */
  double millis() {
    return Math.max(0, Latencies.of(written).quantile(0.5) - Latencies.of(without).quantile(0.5));
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

  private void insert(List<Tile> full) throws SQLException {
    Object[] levels = full.stream().map(tile -> (short) tile.level()).toArray();
    Object[] indexes = full.stream().map(Tile::index).toArray();
    byte[][] hashes = full.stream().map(Tile::toBytes).toArray(byte[][]::new);
    insert.setArray(1, connection.createArrayOf("smallint", levels));
    insert.setArray(2, connection.createArrayOf("bigint", indexes));
    insert.setArray(3, connection.createArrayOf("bytea", hashes));
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    roundTrip.close();
  }
}
