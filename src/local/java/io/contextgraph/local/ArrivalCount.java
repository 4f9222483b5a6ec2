package io.contextgraph.local;

/**
 * Where the published events are.
 *
 * @param events distinct events that were published
 * @param unusableLines lines that could not be published
 * @param rows rows of these events in the ledger
 * @param recorded the number of these events that have a row
 * @param rowsWithoutIdentity rows of any event without a row in the ledger's identity table
 * @param projected the number of these events that are in the graph
 * @param deadLetters published entries that became dead letters
 */
record ArrivalCount(
    long events,
    long unusableLines,
    long rows,
    long recorded,
    long rowsWithoutIdentity,
    long projected,
    long deadLetters) {

  /** Whether every line became an event that is in the ledger exactly once and in the graph. */
  boolean isComplete() {
    return unusableLines == 0
        && deadLetters == 0
        && rowsWithoutIdentity == 0
        && rows == events
        && recorded == events
        && projected == events;
  }

  @Override
  public String toString() {
    return "In the ledger: %d of %d (%d rows); in the graph: %d; dead letters: %d"
        .formatted(recorded, events, rows, projected, deadLetters);
  }
}
