package io.contextgraph.notary;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.tree.Frontier;
import io.contextgraph.tree.GrowingTree;
import io.contextgraph.tree.Sha256;
import java.sql.SQLException;

/**
 * Decides whether a ledger has a signed tree, and if not, whether signed positions were lost, which
 * is a reason to fork, or what is stored of them is damaged, which is none.
 *
 * @param trees the ledger's tree of an earlier size
 * @param growth compares how such a tree grew, from the rows, with the stored tiles and head
 * @param head what the ledger has stored of its present tree
 */
record SignedHistory(Trees trees, TreeExtension growth, Frontier head) {
  /** Restores the tree of an earlier size from full tiles and the rows after them. */
  @FunctionalInterface
  interface Trees {
    /** The tree of a size that the ledger has. */
    GrowingTree tree(long size) throws SQLException;
  }

  /**
   * The tree of a checkpoint, which the ledger has.
   *
   * @throws TreeMismatchException if it does not have it; lost if the ledger ends before, or has
   *     another tree of that size of which rows, tiles and head agree
   */
  GrowingTree require(Checkpoint signed) throws SQLException {
    if (signed.size() > head.size()) {
      throw TreeMismatchException.lost(
          "a signed checkpoint has %d positions, but the ledger's tree has %d"
              .formatted(signed.size(), head.size()));
    }
    GrowingTree had = trees.tree(signed.size());
    if (had.frontier().root(new Sha256()).equals(signed.root())) {
      return had;
    }
    requireAgreement(signed, had);
    throw TreeMismatchException.lost(
        "the ledger has another history than a signed checkpoint of %d positions"
            .formatted(signed.size()));
  }

  /**
   * A changed row or tile gives another root too, but one that does not lead to the stored head.
   * Rows in the full tiles of the signed tree are not read: they may be archived.
   */
  private void requireAgreement(Checkpoint signed, GrowingTree had) throws SQLException {
    try {
      growth.require(had, head);
    } catch (TreeMismatchException contradiction) {
      throw TreeMismatchException.unclear(
          "the ledger does not have the tree of a signed checkpoint of %d positions, and its own rows, tiles and head contradict each other"
              .formatted(signed.size()),
          contradiction);
    }
  }
}
