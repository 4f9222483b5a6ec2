package io.contextgraph.benchmark;

import io.contextgraph.tree.Tile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Measures what the tiles of an append add to its transaction: the COPY, and the commit as far as
 * it takes longer than one that writes a few bytes.
 */
final class TileWrites {
  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ROW = Short.BYTES + 3 * Integer.BYTES + Short.BYTES + Long.BYTES;

  private final Connection connection;
  private final int tiles;
  private final AtomicLong nextIndex;
  private final LongSupplier nanoClock;
  private final Random random = new Random(1);
  private final List<Long> written = new ArrayList<>();
  private final List<Long> committed = new ArrayList<>();

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

  /** Measures one write of tiles and one small commit, each in a transaction that is open. */
  void measure() throws SQLException {
    List<Tile> full = randomTiles();
    writeLittle();
    Stopwatch write = Stopwatch.start(nanoClock);
    copy(full);
    connection.commit();
    written.add(write.micros());
    writeLittle();
    Stopwatch commit = Stopwatch.start(nanoClock);
    connection.commit();
    committed.add(commit.micros());
  }

  private void writeLittle() throws SQLException {
    try (Statement little = connection.createStatement()) {
      little.execute(Sql.WRITE_LITTLE.text());
    }
  }

  /** The milliseconds of one write, by the medians. */
  double millis() {
    return Math.max(0, Latencies.of(written).quantile(0.5) - Latencies.of(committed).quantile(0.5));
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

  private void copy(List<Tile> full) throws SQLException {
    ByteBuffer rows = rows(full);
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    try (var in = new ByteArrayInputStream(rows.array(), 0, rows.position())) {
      copy.copyIn(Sql.COPY_TILES_IN.text(), in, rows.position());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer rows(List<Tile> full) {
    int head = SIGNATURE.length + 2 * Integer.BYTES;
    ByteBuffer out = ByteBuffer.allocate(head + full.size() * (ROW + Tile.LENGTH) + Short.BYTES);
    out.put(SIGNATURE).putInt(0).putInt(0);
    for (Tile tile : full) {
      out.putShort((short) 3).putInt(Short.BYTES).putShort((short) tile.level());
      out.putInt(Long.BYTES).putLong(tile.index()).putInt(Tile.LENGTH).put(tile.toBytes());
    }
    return out.putShort((short) -1);
  }
}
