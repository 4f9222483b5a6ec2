package io.contextgraph.notary;

import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Proofs;
import io.contextgraph.tree.StoredTree;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes the proof that one checkpoint continues another.
 *
 * @param ledger with auto-commit on
 */
public record LedgerGrowth(Connection ledger) {
  /**
   * The proof that the tree of one checkpoint continues that of another, which the caller checks:
   * it is about the ledger's tree, whatever the checkpoints say.
   *
   * @throws TreeMismatchException if the ledger has fewer positions than the checkpoints
   */
  public List<Hash> proof(Checkpoint older, Checkpoint newer) throws SQLException {
    TreeReader tree = new TreeReader(ledger);
    requireSize(newer, tree);
    StoredTree stored = tree.stored(tree.tree(newer.size()));
    return new Proofs().consistency(older.size(), newer.size(), stored);
  }

  static void requireSize(Checkpoint checkpoint, TreeReader tree) throws SQLException {
    long size = tree.head().frontier().size();
    if (checkpoint.size() > size) {
      throw TreeMismatchException.damaged(
          "the checkpoint has %d positions, but the ledger's tree has %d"
              .formatted(checkpoint.size(), size));
    }
  }
}
