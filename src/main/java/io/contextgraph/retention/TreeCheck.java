package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchivedEvent;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares archived events with the tree of the ledger: the hash of each leaf with its tile, and
 * each tile with the one above it. Not thread-safe.
 */
final class TreeCheck {
  private static final int LEVELS = 7;
  private static final int READ_AHEAD = 64;

  private final TreeReader reader;
  private final long size;
  private final Sha256 sha256 = new Sha256();
  private final MessageDigest digest = sha256();
  private final TreeMap<Long, Tile> ahead = new TreeMap<>();
  private final Set<Long> parents = new TreeSet<>();
  private @Nullable Tile current;
  private @Nullable Tile lastParent;

  /**
   * @param size the leaves of the tree
   */
  TreeCheck(TreeReader reader, long size) {
    this.reader = reader;
    this.size = size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /**
   * Compares the next event, which comes after the one before.
   *
   * @throws ArchiveException if the tree has another leaf at its position
   */
  void check(ArchivedEvent event) throws ArchiveException, SQLException {
    long index = event.position() - 1;
    Tile tile = tile(index / Tile.WIDTH);
    Hash stored = tile.hashes().get((int) (index % Tile.WIDTH));
    if (!stored.equals(event.leaf())) {
      throw new ArchiveException(
          "the event at position "
              + event.position()
              + " is not the one of which the tree has the leaf: run \"context-graph ledger verify\"");
    }
  }

  private Tile tile(long index) throws ArchiveException, SQLException {
    Tile known = current;
    if (known != null && known.index() == index) {
      return known;
    }
    if (!ahead.containsKey(index)) {
      read(index);
    }
    Tile tile = ahead.get(index);
    if (tile == null) {
      throw new ArchiveException("tile " + index + " of level 0 is missing");
    }
    current = tile;
    digest.update(tile.toBytes());
    requireParent(tile);
    parents.add(index / Tile.WIDTH);
    return tile;
  }

  private void read(long index) throws SQLException {
    long end = Math.min(index + READ_AHEAD, GrowingTree.fullTiles(size, 0));
    List<Long> indexes = new ArrayList<>();
    for (long next = index; next < end; next++) {
      indexes.add(next);
    }
    ahead.clear();
    reader.tiles(0, indexes).forEach(tile -> ahead.put(tile.index(), tile));
  }

  /** The tile above, if it is full, has the hash over this one. */
  private void requireParent(Tile tile) throws ArchiveException, SQLException {
    long above = tile.index() / Tile.WIDTH;
    int level = tile.level() + 1;
    if (level < LEVELS && above < GrowingTree.fullTiles(size, level)) {
      Hash stored = parent(level, above).hashes().get((int) (tile.index() % Tile.WIDTH));
      if (!stored.equals(tile.root(sha256))) {
        throw new ArchiveException(
            "tile "
                + above
                + " of level "
                + level
                + " does not fit the one below it: run \"context-graph ledger verify\"");
      }
    }
  }

  private Tile parent(int level, long index) throws SQLException {
    Tile known = lastParent;
    if (known == null || known.level() != level || known.index() != index) {
      known = reader.tile(level, index);
      lastParent = known;
    }
    return known;
  }

  /**
   * Compares the tiles above those of the events.
   *
   * @return SHA-256 in hexadecimal digits over the tiles of the events, in their order
   */
  String end() throws ArchiveException, SQLException {
    Set<Long> indexes = new TreeSet<>(parents);
    for (int level = 1; level < LEVELS && !indexes.isEmpty(); level++) {
      Set<Long> above = new TreeSet<>();
      for (long index : indexes) {
        if (index < GrowingTree.fullTiles(size, level)) {
          requireParent(reader.tile(level, index));
          above.add(index / Tile.WIDTH);
        }
      }
      indexes = above;
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
