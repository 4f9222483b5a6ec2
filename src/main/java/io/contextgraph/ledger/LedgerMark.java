package io.contextgraph.ledger;

import java.io.Serializable;

/**
 * A position of a certain ledger. Programs remember one between runs to detect that they were
 * pointed at another ledger, or that the ledger lost events.
 *
 * @param ledgerId the ledger's id, or empty if no ledger was read or written yet
 * @param position the highest position that was seen
 */
public record LedgerMark(String ledgerId, long position) implements Serializable {
  /** No ledger yet; every ledger continues it. */
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
