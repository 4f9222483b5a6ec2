package io.contextgraph.notary;

import java.io.Serial;

/**
 * The ledger does not have the tree that a checkpoint or its own rows say; the message says what to
 * do. Retrying cannot help.
 */
public final class TreeMismatchException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean lost;

  private TreeMismatchException(String message, boolean lost) {
    super(message);
    this.lost = lost;
  }

  /** Signed positions are gone or have other events: only a fork helps. */
  static TreeMismatchException lost(String what) {
    return new TreeMismatchException(
        what
            + ": signed positions were lost, for example in a restore. Nothing is signed or recorded"
            + " until \"context-graph ledger fork --reason TEXT\" gives the ledger a new id; see"
            + " \"The ledger was restored or failed over\" in docs/operations.md",
        true);
  }

  /** Rows, tiles and head contradict each other, or a checkpoint. */
  static TreeMismatchException damaged(String what) {
    return new TreeMismatchException(
        what + ": run \"context-graph ledger verify\" to find the place", false);
  }

  /** A signed tree is not found where rows, tiles and head contradict each other. */
  static TreeMismatchException unclear(String what, TreeMismatchException contradiction) {
    TreeMismatchException unclear =
        new TreeMismatchException(
            what
                + ": run \"context-graph ledger verify --checkpoint FILE.last\" first, with the file"
                + " beside the notary's key; fork only if it says history rewritten or tail cut",
            false);
    unclear.initCause(contradiction);
    return unclear;
  }

  /** Whether signed positions were lost. */
  boolean isLost() {
    return lost;
  }
}
