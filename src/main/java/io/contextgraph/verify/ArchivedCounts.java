package io.contextgraph.verify;

/**
 * Rows that the ledger does not have because they are archived.
 *
 * @param rows how many there are
 * @param checked those of {@code rows} that were verified from files; the others are absent on the
 *     word of events of the ledger
 */
public record ArchivedCounts(long rows, long checked) {
  static final ArchivedCounts NONE = new ArchivedCounts(0, 0);
}
