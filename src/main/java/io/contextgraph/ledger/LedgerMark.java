package io.contextgraph.ledger;

import java.io.Serializable;

/**
 * A position in a specific ledger. Programs store one between runs to detect a different ledger, or
 * one that lost events.
 *
 * @param ledgerId the ledger's id, or empty if no ledger was read or written yet
 * @param position the highest position seen
 */
public record LedgerMark(String ledgerId, long position) implements Serializable {
  /** No ledger seen yet; every ledger continues this mark. */
  public static final LedgerMark NONE = new LedgerMark("", 0);

  /**
   * Checks that a ledger contains everything up to this mark.
   *
   * @param head the ledger's id and last position
   * @throws LedgerMismatchException if it is another ledger, or one that ends before this mark
   */
  public void requireContinuedBy(LedgerMark head) {
    if (!ledgerId.isEmpty() && !ledgerId.equals(head.ledgerId())) {
      throw new LedgerMismatchException(
          String.format(
              "the state belongs to ledger %s, but Postgres has ledger %s: point the job at the"
                  + " right database, or start it without its state",
              ledgerId, head.ledgerId()));
    }
    requireReached(head);
  }

  private void requireReached(LedgerMark head) {
    if (head.position() < position) {
      throw new LedgerMismatchException(
          String.format(
              "ledger %s ends at position %d, but position %d was recorded before: Postgres was"
                  + " restored from an older backup, or lost data",
              head.ledgerId(), head.position(), position));
    }
  }
}
