package io.contextgraph.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree together with the hashes of its unfinished tiles, from which the next tiles are made.
 * Immutable, so that an append that is rolled back leaves nothing behind.
 *
 * @param frontier the complete subtrees
 * @param unfinished for each level from 0 the hashes of its last tile, fewer than 256; a level
 *     without a full tile below it is left out
 */
public record GrowingTree(Frontier frontier, List<List<Hash>> unfinished) {
  /** The tree without leaves. */
  public static final GrowingTree EMPTY = new GrowingTree(Frontier.EMPTY, List.of(List.of()));

  /**
   * @throws IllegalArgumentException if a level does not have the number of hashes that the size
   *     gives it
   */
  public GrowingTree {
    unfinished = unfinished.stream().map(List::copyOf).toList();
    for (int level = 0; level < unfinished.size(); level++) {
      if (unfinished.get(level).size() != width(frontier.size(), level)) {
        throw new IllegalArgumentException(
            "level "
                + level
                + " of a tree of "
                + frontier.size()
                + " leaves does not have "
                + unfinished.get(level).size()
                + " hashes after its last full tile");
      }
    }
    if (unfinished.isEmpty() || frontier.size() >> (Tile.HEIGHT * unfinished.size()) != 0) {
      throw new IllegalArgumentException("a level of the tree is missing");
    }
  }

  /**
   * Restores a tree.
   *
   * @param leaves the hashes of the leaves after the last full tile
   * @param tiles the full tiles; those are read that belong to an unfinished tile of the level
   *     above
   * @throws IllegalArgumentException if the number of leaves does not fit the size
   */
  public static <E extends Exception> GrowingTree restore(
      long size, List<Hash> leaves, FullTiles<E> tiles, Sha256 sha256) throws E {
    List<List<Hash>> unfinished = new ArrayList<>();
    unfinished.add(leaves);
    for (int level = 1; size >> (Tile.HEIGHT * level) != 0; level++) {
      List<Hash> hashes = new ArrayList<>();
      long end = fullTiles(size, level - 1);
      for (long tile = end - width(size, level); tile < end; tile++) {
        hashes.add(tiles.tile(level - 1, tile).root(sha256));
      }
      unfinished.add(hashes);
    }
    return new GrowingTree(frontier(size, unfinished, sha256), unfinished);
  }

  private static Frontier frontier(long size, List<List<Hash>> unfinished, Sha256 sha256) {
    List<Hash> hashes = new ArrayList<>();
    for (int level = unfinished.size() - 1; level >= 0; level--) {
      hashes.addAll(Frontier.over(unfinished.get(level), sha256).hashes());
    }
    return new Frontier(size, hashes);
  }

  /** The full tiles of a level in a tree of this size; the unfinished one has this index. */
  public static long fullTiles(long size, int level) {
    return size >> (Tile.HEIGHT * (level + 1));
  }

  /** The hashes of a level after its last full tile, in a tree of this size. */
  public static int width(long size, int level) {
    return (int) (size >> (Tile.HEIGHT * level)) & (Tile.WIDTH - 1);
  }

  public long size() {
    return frontier.size();
  }

  /**
   * The tree after leaves were appended.
   *
   * @param leaves their hashes
   * @param full receives each tile that became full, the lower level first
   */
  public GrowingTree plus(List<Hash> leaves, List<Tile> full, Sha256 sha256) {
    List<List<Hash>> levels = new ArrayList<>();
    unfinished.forEach(level -> levels.add(new ArrayList<>(level)));
    long[] next = new long[Long.SIZE / Tile.HEIGHT];
    for (int level = 0; level < next.length - 1; level++) {
      next[level] = fullTiles(size(), level);
    }
    Frontier grown =
        frontier.plus(
            leaves,
            sha256,
            (subtree, height) -> {
              if (height % Tile.HEIGHT == 0) {
                add(subtree, height / Tile.HEIGHT, levels, next, full);
              }
            });
    return new GrowingTree(grown, levels);
  }

  private static void add(
      Hash hash, int level, List<List<Hash>> levels, long[] next, List<Tile> full) {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<Hash> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == Tile.WIDTH) {
      full.add(new Tile(level, next[level]++, hashes));
      hashes.clear();
    }
  }
}
