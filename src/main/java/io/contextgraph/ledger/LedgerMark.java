package io.contextgraph.ledger;

import java.io.Serializable;

/**
 * What a program remembers of a ledger between runs: which one it was, and how far it reached. A
 * ledger with another id, or with a lower head, is not the one that the program's state belongs to.
 */
public record LedgerMark(String ledgerId, long position) implements Serializable {
  public static final LedgerMark NONE = new LedgerMark("", 0);

  /**
   * @throws LedgerMismatchException if the ledger is not the marked one, or went back
   */
  public void check(LedgerMark head) {
    if (!ledgerId.isEmpty() && !ledgerId.equals(head.ledgerId())) {
      throw new LedgerMismatchException(
          "the state belongs to ledger "
              + ledgerId
              + ", but Postgres holds ledger "
              + head.ledgerId()
              + ": point the job at the right database, or start it without its state");
    }
    if (head.position() < position) {
      throw new LedgerMismatchException(
          "ledger "
              + head.ledgerId()
              + " ends at position "
              + head.position()
              + ", but position "
              + position
              + " was recorded before: Postgres was restored from an older backup, or lost data");
    }
  }
}
