package io.contextgraph.verify;

import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored tiles that become full within a page of positions. */
final class TilePage implements StoredTiles {
  private static final int LEVELS = 7;

  private final Map<Place, Tile> tiles = new HashMap<>();

  private record Place(int level, long index) {}

  /**
   * Reads the tiles of a tree between two sizes; the one at the first size may be unfinished.
   *
   * @param after the smaller size
   * @param upTo the larger size
   */
  static TilePage read(Connection connection, long after, long upTo) throws SQLException {
    TilePage page = new TilePage();
    for (int level = 0; level < LEVELS; level++) {
      long from = GrowingTree.fullTiles(after, level);
      long to = GrowingTree.fullTiles(upTo, level);
      if (from < to) {
        page.read(connection, level, from, to);
      }
    }
    return page;
  }

  private void read(Connection connection, int level, long from, long to) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_TILES.text())) {
      read.setInt(1, level);
      read.setLong(2, from);
      read.setLong(3, to);
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          add(level, rows.getLong("tile_index"), rows.getBytes("hashes"));
        }
      }
    }
  }

  /** A tile without 256 hashes counts as missing. */
  private void add(int level, long index, byte @Nullable [] hashes) {
    if (hashes != null && hashes.length == Tile.LENGTH) {
      tiles.put(new Place(level, index), Tile.of(level, index, hashes));
    }
  }

  @Override
  public @Nullable Tile find(int level, long index) {
    return tiles.get(new Place(level, index));
  }
}
