package io.contextgraph.graph;

/**
 * How far a projection is behind its ledger.
 *
 * @param graph the position up to which every event is projected; that of the slowest partition
 * @param ledger the last position of the ledger
 */
public record ProjectionReach(long graph, long ledger) {
  /** At most how many events of the ledger are not projected. */
  public long behind() {
    return Math.max(0, ledger - graph);
  }
}
