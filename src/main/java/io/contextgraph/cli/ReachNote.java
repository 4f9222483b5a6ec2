package io.contextgraph.cli;

import io.contextgraph.graph.ProjectionReach;
import java.util.Optional;

/**
 * What a verification says about a graph that is behind the ledger.
 *
 * @param before how far the graph was when the verification began
 * @param after how far it was at the end
 */
record ReachNote(ProjectionReach before, ProjectionReach after) {
  /** Empty if the graph had everything that the ledger had when the verification began. */
  Optional<String> text() {
    if (before.behind() == 0) {
      return Optional.empty();
    }
    String behind =
        "The graph had reached position %d of %d; later events were not compared."
            .formatted(before.graph(), before.ledger());
    return Optional.of(after.graph() > before.graph() ? behind : behind + stands());
  }

  private static String stands() {
    return " It did not move in the meantime: context-graph status shows whether its job runs, and"
        + " the job's log says why a projection stands.";
  }
}
