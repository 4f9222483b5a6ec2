package io.contextgraph.graph;

import java.io.Serial;

/** The graph cannot be projected from this ledger, or read, in its current state. */
public final class ProjectionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private final boolean permanent;

  private ProjectionException(String message, boolean permanent) {
    super(message);
    this.permanent = permanent;
  }

  static ProjectionException gap(int partition, long stored, long after) {
    return new ProjectionException(
        "partition "
            + partition
            + " of the graph is at position "
            + stored
            + ", but the next slice starts after "
            + after
            + ": the graph was reset to an older position; the ledger is read again from there",
        false);
  }

  static ProjectionException noPosition(int partition) {
    return new ProjectionException(
        "partition "
            + partition
            + " of the graph has no position: it is projected again from the first one",
        false);
  }

  static ProjectionException noCurrentFormat(int partitions) {
    return new ProjectionException(
        "the graph has events but no or an older format version: an older release built it, or its"
            + " (:Projection) nodes were removed. Run: graph rebuild --partitions "
            + partitions,
        true);
  }

  static ProjectionException laterFormat(int stored, int known) {
    return new ProjectionException(
        "the graph has format version "
            + stored
            + ", but this release knows versions up to "
            + known
            + ": install the release that built it, or empty the graph",
        true);
  }

  static ProjectionException unsupportedServer(String version, String oldest) {
    return new ProjectionException(
        "Neo4j has version " + version + ", but " + oldest + " or newer is needed", true);
  }

  static ProjectionException otherLedger(String graphLedger, String ledger) {
    return new ProjectionException(
        "the graph was projected from ledger "
            + graphLedger
            + ", but this ledger is "
            + ledger
            + ": if that was the id of this ledger before \"ledger fork\", run graph rebuild;"
            + " otherwise use another Neo4j, or empty this one",
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

  /**
   * A node of the graph lacks a property that every node of its kind has.
   *
   * @param property the name of the property
   */
  public static ProjectionException damaged(String property) {
    return new ProjectionException(
        "the graph is damaged: a node has no " + property + ". Run: graph verify", true);
  }

  /** Whether a restart cannot help, because graph, ledger and configuration do not match. */
  public boolean isPermanent() {
    return permanent;
  }
}
