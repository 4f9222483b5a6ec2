package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * A position in a specific ledger, and the event at it. Programs store one between runs to detect a
 * different ledger, one that lost events, and one that has other events at the same positions.
 *
 * @param ledgerId the ledger's id, or empty if no ledger was read or written yet
 * @param position the highest position seen
 * @param eventId the id of the event at that position; null at position 0, or if it was not stored:
 *     then only the position is compared
 */
public record LedgerMark(String ledgerId, long position, @Nullable EventId eventId) {
  /** No ledger seen yet; every ledger continues this mark. */
  public static final LedgerMark NONE = new LedgerMark("", 0, null);

  /** The heading in docs/operations.md that says what to do. */
  private static final String PROCEDURE =
      "see \"The ledger was restored or failed over\" in docs/operations.md";

  /**
   * Checks that a ledger contains everything up to this mark.
   *
   * @param head the end of the ledger
   * @param recorded the id of the event that the ledger has at this mark's position, or null if it
   *     has none
   * @throws LedgerMismatchException if it is another ledger, or one that ends before this mark, or
   *     one that has another event at this mark
   */
  public void requireContinuedBy(LedgerHead head, @Nullable EventId recorded) {
    if (!ledgerId.isEmpty() && !ledgerId.equals(head.ledgerId())) {
      throw new LedgerMismatchException(
          String.format(
              "the state belongs to ledger %s, but Postgres has ledger %s: point the job at the"
                  + " right database, or start it without its state",
              ledgerId, head.ledgerId()));
    }
    if (head.position() < position) {
      throw new LedgerMismatchException(
          String.format(
              "ledger %s ends at position %d, but position %d was recorded before: %s",
              head.ledgerId(), head.position(), position, PROCEDURE));
    }
    if (eventId != null && !eventId.equals(recorded)) {
      throw new LedgerMismatchException(
          String.format(
              "ledger %s has event %s at position %d, but event %s was recorded there before: %s",
              head.ledgerId(), recorded, position, eventId, PROCEDURE));
    }
  }
}
