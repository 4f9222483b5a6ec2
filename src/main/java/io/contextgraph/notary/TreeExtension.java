package io.contextgraph.notary;

import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.FullTiles;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import io.contextgraph.tree.Tile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes how a tree grew, from the ledger's rows, and compares the result with the tiles and the
 * head that the ledger stores.
 *
 * @param rows recomputes leaves from the rows
 * @param tiles the stored tiles
 * @param page how many leaves are in memory at once
 */
record TreeExtension(Rows rows, FullTiles<SQLException> tiles, int page) {
  /** Recomputes leaves from the rows of the ledger. */
  @FunctionalInterface
  interface Rows {
    /** The hashes of the leaves after a position up to and including another. */
    List<Hash> hashes(long after, long upTo) throws SQLException;
  }

  /**
   * Grows a tree to the size of the head.
   *
   * @param signed a tree whose root was compared with a signed one
   * @param head what the ledger has stored of a tree of at least that size
   * @throws TreeMismatchException if a tile or the head does not have the hashes of the rows
   */
  void require(GrowingTree signed, Frontier head) throws SQLException {
    Sha256 sha256 = new Sha256();
    GrowingTree tree = signed;
    while (tree.size() < head.size()) {
      List<Hash> hashes = rows.hashes(tree.size(), Math.min(head.size(), tree.size() + page));
      List<Tile> full = new ArrayList<>();
      tree = tree.plus(hashes, full, sha256);
      for (Tile tile : full) {
        requireStored(tile);
      }
    }
    if (!tree.frontier().equals(head)) {
      throw TreeMismatchException.damaged(
          "the tree in ledger.head is not that of the rows up to position " + head.size());
    }
  }

  private void requireStored(Tile tile) throws SQLException {
    if (!tile.equals(tiles.tile(tile.level(), tile.index()))) {
      throw TreeMismatchException.damaged(
          "tile %d of level %d is not that of the rows".formatted(tile.index(), tile.level()));
    }
  }
}
