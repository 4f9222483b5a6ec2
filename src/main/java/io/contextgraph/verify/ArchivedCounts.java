package io.contextgraph.verify;

/**
 * Rows that the ledger does not have because they are archived.
 *
 * @param rows how many there are
 * @param checked those of {@code rows} that were verified from files; the others are absent on the
 *     word of events of the ledger
 * @param unanchored those of {@code rows} whose event no checkpoint from outside confirms
 */
public record ArchivedCounts(long rows, long checked, long unanchored) {
  static final ArchivedCounts NONE = new ArchivedCounts(0, 0, 0);

  /** Whether rows are absent only on the word of an event that no checkpoint confirms. */
  public boolean isUnanchored() {
    return unanchored > 0 && checked < rows;
  }
}
