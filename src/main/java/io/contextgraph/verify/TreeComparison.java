package io.contextgraph.verify;

import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the tree over the rows and compares it with the stored tiles, the head's frontier and
 * checkpoints, leaf by leaf. Where a stored leaf hash differs from that of its row, a second tree
 * follows the stored one, so that what lies above says which of the two was changed. Not
 * thread-safe.
 */
final class TreeComparison {
  private final Sha256 sha256 = new Sha256();
  private final TreeEvidence evidence;
  private final long treeSize;
  private final List<Hash> rowLeaves = new ArrayList<>();
  private final List<Hash> storedLeaves = new ArrayList<>();
  private StoredTiles tiles;
  private GrowingTree rows = GrowingTree.EMPTY;
  private @Nullable GrowingTree stored;
  private @Nullable Tile tile;
  private long tileIndex = -1;
  private long position;

  /**
   * @param treeSize the number of leaves of the stored tree
   */
  TreeComparison(long treeSize, StoredTiles tiles, TreeEvidence evidence) {
    this.treeSize = treeSize;
    this.tiles = tiles;
    this.evidence = evidence;
  }

  /** The number of leaves of the stored tree. */
  long size() {
    return treeSize;
  }

  /** Where the tiles of the next positions are. */
  void read(StoredTiles next) {
    tiles = next;
  }

  /** The stored hash of the leaf that is added next; null if no full tile has it. */
  @Nullable Hash nextStored() {
    long index = position / Tile.WIDTH;
    if (index != tileIndex) {
      tileIndex = index;
      tile = tile(0, index);
    }
    return tile == null ? null : tile.hashes().get((int) (position % Tile.WIDTH));
  }

  /**
   * Adds the leaf of the next position.
   *
   * @param leaf computed from its row
   * @param doubt what is known of the row: if it differs, the tile is not suspected
   */
  void add(Hash leaf, RowDoubt doubt) {
    Hash hash = nextStored();
    boolean differs = hash != null && !hash.equals(leaf);
    if (differs && stored == null) {
      grow();
      stored = rows;
    }
    position++;
    rowLeaves.add(leaf);
    if (stored != null) {
      storedLeaves.add(hash == null ? leaf : hash);
    }
    if (differs && doubt == RowDoubt.NONE) {
      evidence.suspect(position);
    }
    if (hash == null && doubt == RowDoubt.LEAF) {
      evidence.unknownLeaf(Span.at(position));
    }
    if (position % Tile.WIDTH == 0) {
      grow();
    }
  }

  /**
   * Compares the tree over the rows so far with that of a checkpoint of the same size. Returns
   * whether it is the same.
   *
   * @param head the stored frontier, of whatever size; null if there is none
   */
  boolean compare(Anchor anchor, @Nullable Frontier head) {
    grow();
    if (rows.frontier().root(sha256).equals(anchor.root())) {
      evidence.confirmRows(anchor);
      return true;
    }
    GrowingTree other = stored == null ? rows : stored;
    evidence.refuteRows(anchor, StoredFit.of(other.frontier(), head, anchor.root(), sha256));
    return false;
  }

  /** Compares the tree over the rows so far with the head's, which has the same size. */
  void compare(Frontier head) {
    grow();
    evidence.frontierIsCompared();
    long end = 0;
    for (int i = 0; i < head.hashes().size(); i++) {
      Span span = new Span(end + 1, end + (Long.highestOneBit(head.size() - end)));
      end = span.last();
      Hash hash = head.hashes().get(i);
      GrowingTree other = stored == null ? rows : stored;
      if (!judge(span, hash, rows.frontier().hashes().get(i), other.frontier().hashes().get(i))) {
        evidence.frontierDiffers(span);
      }
    }
  }

  private void grow() {
    List<Tile> full = new ArrayList<>();
    GrowingTree before = rows;
    rows = before.plus(rowLeaves, full, sha256);
    rowLeaves.clear();
    List<Tile> other = full;
    if (stored != null) {
      other = new ArrayList<>();
      stored = stored.plus(storedLeaves, other, sha256);
      storedLeaves.clear();
    }
    for (int i = 0; i < full.size(); i++) {
      if (full.get(i).level() > 0) {
        compareUpper(full.get(i), other.get(i));
      }
    }
  }

  private void compareUpper(Tile fromRows, Tile fromTiles) {
    int level = fromRows.level();
    Tile found = tile(level, fromRows.index());
    if (found == null) {
      return;
    }
    boolean reported = false;
    for (int i = 0; i < Tile.WIDTH; i++) {
      Span span = span(level, fromRows.index() * Tile.WIDTH + i);
      Hash hash = found.hashes().get(i);
      boolean fits = judge(span, hash, fromRows.hashes().get(i), fromTiles.hashes().get(i));
      if (!fits && !reported) {
        reported = true;
        evidence.tile(span, "the hash over them in the tile of level " + level + " differs");
      }
    }
  }

  /** Returns false if a stored hash is neither that over the rows nor that over the tiles. */
  private boolean judge(Span span, Hash hash, Hash fromRows, Hash fromTiles) {
    if (hash.equals(fromRows)) {
      evidence.judge(span, Suspect.Verdict.ROWS_BY_TREE);
      return true;
    }
    if (hash.equals(fromTiles)) {
      evidence.judge(span, Suspect.Verdict.STORED_BY_TREE);
      return true;
    }
    return false;
  }

  /** The stored tile; null if there is none yet, or if it is missing. */
  private @Nullable Tile tile(int level, long index) {
    if (index >= GrowingTree.fullTiles(treeSize, level)) {
      return null;
    }
    Tile found = tiles.find(level, index);
    if (found == null) {
      Span span = new Span(span(level, index * Tile.WIDTH).first(), end(level, index));
      evidence.tile(span, "their tile " + index + " of level " + level + " is missing");
    }
    return found;
  }

  private static long end(int level, long tile) {
    return span(level, tile * Tile.WIDTH + Tile.WIDTH - 1).last();
  }

  /** The positions below a hash of a level. */
  private static Span span(int level, long index) {
    long width = 1L << (8 * level);
    return new Span(index * width + 1, (index + 1) * width);
  }
}
