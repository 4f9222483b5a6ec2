package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.tree.FullTiles;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Leaf;
import io.contextgraph.tree.LeafDigest;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.StoredTree;
import io.contextgraph.tree.Tile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Reads the tree of the ledger: full tiles as stored, the leaves after them recomputed from the
 * rows. Used by one thread.
 */
public final class TreeReader implements FullTiles<SQLException> {
  private static final int FETCHED_ROWS = 1_000;

  private final Connection connection;
  private final Sha256 sha256 = new Sha256();
  private final LeafDigest digest = new LeafDigest();

  /**
   * @param connection may be inside a transaction; not closed by this reader
   */
  public TreeReader(Connection connection) {
    this.connection = connection;
  }

  /** The end of the ledger and of its tree. */
  public TreeHead head() throws SQLException {
    return TreeHead.read(connection);
  }

  /**
   * {@inheritDoc}
   *
   * @throws SQLException also if the tile is missing (XX001)
   */
  @Override
  public Tile tile(int level, long index) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_TILE.text())) {
      read.setInt(1, level);
      read.setLong(2, index);
      try (ResultSet row = read.executeQuery()) {
        if (!row.next()) {
          throw corrupt("tile " + index + " of level " + level + " is missing");
        }
        return Tile.of(level, index, row.getBytes("hashes"));
      }
    }
  }

  /**
   * Full tiles of a level, with one statement. A tile that is missing is left out.
   *
   * @param indexes of the tiles
   */
  public List<Tile> tiles(int level, Collection<Long> indexes) throws SQLException {
    List<Tile> tiles = new ArrayList<>();
    try (PreparedStatement read = connection.prepareStatement(Sql.READ_TILES.text())) {
      read.setInt(1, level);
      read.setArray(2, connection.createArrayOf("bigint", indexes.toArray()));
      try (ResultSet rows = read.executeQuery()) {
        while (rows.next()) {
          tiles.add(Tile.of(level, rows.getLong("tile_index"), rows.getBytes("hashes")));
        }
      }
    }
    return tiles;
  }

  /**
   * Recomputes the leaves after a position up to and including another from the rows.
   *
   * @throws SQLException also if a position has no row or several (XX001); the message names it
   */
  public List<Leaf> leaves(long after, long upTo) throws SQLException {
    List<Leaf> leaves = new ArrayList<>();
    PageTimes times = after < upTo ? PageTimes.read(connection, after, upTo) : null;
    if (times != null) {
      read(
          after,
          upTo,
          times,
          leaf -> {
            requireNext(after + 1 + leaves.size(), leaf.position());
            leaves.add(leaf);
          });
    }
    if (leaves.size() != upTo - after) {
      throw missing(after + 1 + leaves.size());
    }
    return leaves;
  }

  /** As {@link #leaves}, without those whose rows are not there. */
  public List<Leaf> presentLeaves(long after, long upTo) throws SQLException {
    List<Leaf> leaves = new ArrayList<>();
    PageTimes times = PageTimes.read(connection, after, upTo);
    if (times != null) {
      read(after, upTo, times, leaf -> leaves.add(leaf));
    }
    return leaves;
  }

  private interface Leaves {
    void add(Leaf leaf) throws SQLException;
  }

  private void read(long after, long upTo, PageTimes times, Leaves leaves) throws SQLException {
    try (PreparedStatement page = connection.prepareStatement(Sql.READ_LEAVES.text())) {
      page.setLong(1, after);
      page.setLong(2, upTo);
      page.setObject(3, times.earliest());
      page.setObject(4, times.latest());
      // Within a transaction, rows with large personal data are not all in memory at once.
      page.setFetchSize(FETCHED_ROWS);
      try (ResultSet rows = page.executeQuery()) {
        while (rows.next()) {
          leaves.add(leaf(rows));
        }
      }
    }
  }

  private static void requireNext(long expected, long position) throws SQLException {
    if (position > expected) {
      throw missing(expected);
    }
    if (position < expected) {
      throw corrupt("position " + position + " has several events");
    }
  }

  private static SQLException missing(long position) {
    return corrupt(
        "position "
            + position
            + " has no event; if the partition of its month is detached, attach it again;"
            + " otherwise");
  }

  private Leaf leaf(ResultSet row) throws SQLException {
    EventId id = EventId.of(row.getObject("event_id", UUID.class));
    Hash of =
        digest.of(
            id.high(),
            id.low(),
            row.getBytes("content_hash"),
            row.getBytes("personal_data"),
            row.getString("stream"),
            row.getString("entry_id"));
    return new Leaf(row.getLong("global_position"), row.getLong("recorded_at_micros"), of);
  }

  /**
   * The tree of an earlier size or of the present one.
   *
   * @param size at most the size of the stored tree
   */
  public GrowingTree tree(long size) throws SQLException {
    return GrowingTree.restore(size, unfinished(size), this, sha256);
  }

  /**
   * The leaves after the last full tile. If their rows were archived, they are in a tile that
   * became full later.
   */
  private List<Hash> unfinished(long size) throws SQLException {
    int width = GrowingTree.width(size, 0);
    if (width > 0 && rows(size - width, size) < width) {
      for (Tile tile : tiles(0, List.of(size / Tile.WIDTH))) {
        return tile.hashes().subList(0, width);
      }
    }
    return hashes(leaves(size - width, size));
  }

  private long rows(long after, long upTo) throws SQLException {
    PageTimes times = PageTimes.read(connection, after, upTo);
    if (times == null) {
      return 0;
    }
    try (PreparedStatement count = connection.prepareStatement(Sql.COUNT_ROWS.text())) {
      count.setLong(1, after);
      count.setLong(2, upTo);
      count.setObject(3, times.earliest());
      count.setObject(4, times.latest());
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<Hash> hashes(List<Leaf> leaves) {
    return leaves.stream().map(leaf -> leaf.hash(sha256)).toList();
  }

  /**
   * A tree whose full tiles are read when they are needed; if that fails, it throws {@link
   * TileReadException}.
   */
  public StoredTree stored(GrowingTree tree) {
    return new StoredTree(tree, this::tileUnchecked);
  }

  private Tile tileUnchecked(int level, long index) {
    try {
      return tile(level, index);
    } catch (SQLException e) {
      throw new TileReadException(e);
    }
  }

  private static SQLException corrupt(String what) {
    return new SQLException(
        what + ": run \"context-graph ledger verify\"", TreeHead.DATA_CORRUPTED);
  }
}
