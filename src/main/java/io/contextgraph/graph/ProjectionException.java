package io.contextgraph.graph;

import java.io.Serial;

/** The graph and the ledger do not fit together as they stand. */
public final class ProjectionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private final boolean otherLedger;

  private ProjectionException(String message, boolean otherLedger) {
    super(message);
    this.otherLedger = otherLedger;
  }

  static ProjectionException gap(int partition, long stored, long after) {
    return new ProjectionException(
        "partition "
            + partition
            + " of the graph stands at position "
            + stored
            + ", but the next slice continues after "
            + after
            + ": the graph went back; it is read again from there",
        false);
  }

  static ProjectionException otherLedger(String graphLedger, String ledger) {
    return new ProjectionException(
        "the graph was projected from ledger "
            + graphLedger
            + ", but the job reads ledger "
            + ledger
            + ": use another Neo4j, or empty this one",
        true);
  }

  static ProjectionException otherPartitions(int stored, int configured) {
    return new ProjectionException(
        "the graph was projected with "
            + stored
            + " partitions, but projection.partitions is "
            + configured
            + ": set it to "
            + stored
            + ", or empty the graph",
        true);
  }

  /** Whether no restart can help. */
  public boolean isOtherLedger() {
    return otherLedger;
  }
}
