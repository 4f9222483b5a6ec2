package io.contextgraph.local;

import io.contextgraph.redis.StreamPosition;

/**
 * The job's progress.
 *
 * @param acknowledged the position of its consumer group
 * @param recorded the ledger's last position
 * @param projected the graph's position
 */
record ArrivalProgress(StreamPosition acknowledged, long recorded, long projected) {
  static final ArrivalProgress NONE = new ArrivalProgress(StreamPosition.ZERO, 0, 0);

  /**
   * Whether everything up to an entry is in the ledger, and the graph has caught up with the
   * ledger.
   */
  boolean hasReached(StreamPosition goal) {
    return !goal.isAfter(acknowledged) && projected >= recorded;
  }

  @Override
  public String toString() {
    return "The ledger is at position " + recorded + ", the graph at " + projected;
  }
}
