package io.contextgraph.audit;

import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Compares the graph with the ledger at the projection's position while both continue: first
 * searches for events that the ledger does not account for, then compares the events of the ledger
 * and the chains of their sessions, and at last searches for what belongs to no event. A repair
 * needs this order: a chain is right once its events are.
 */
final class GraphVerification {
  private final AuditedProjection graph;
  private final StrayEvents strayEvents;
  private final StrayNodes strayNodes;
  private final LedgerWalk ledger;
  private final RecordedPositions recorded;
  private final boolean repair;
  private final Consumer<Difference> found;
  private long differences;

  /**
   * @param repair whether to repair what differs
   * @param found receives each difference, while no transaction is open
   */
  GraphVerification(
      LedgerReader ledger,
      RecordedPositions recorded,
      AuditedProjection graph,
      boolean repair,
      Consumer<Difference> found) {
    this.graph = graph;
    this.strayEvents = new StrayEvents(graph, recorded, repair);
    this.strayNodes = new StrayNodes(graph, repair);
    this.ledger = new LedgerWalk(ledger, graph, recorded.archives(), repair, this::report);
    this.recorded = recorded;
    this.repair = repair;
    this.found = found;
  }

  /**
   * Compares everything once.
   *
   * @param progress receives the progress of each step
   * @return the number of differences
   * @throws IllegalArgumentException if the graph has no projection of this name, lacks the
   *     position of a partition, projects one again or is stored in another format
   */
  long run(Progress progress) throws SQLException {
    graph.requireCurrentFormat();
    KeyWalk walk = strayEvents.find(this::report, progress);
    strayNodes.findEventsWithoutId(walk, this::report, progress);
    new KeptEvents(graph, recorded.connection())
        .find(recorded.archives().kept(), this::report, progress);
    ledger.run(new EventContent(), progress);
    ledger.run(new ChainContent(), progress);
    if (repair && differences > 0) {
      // A Missing parent whose last child now has another parent is not a difference of its own.
      strayEvents.find(orphan -> {}, progress);
    }
    strayNodes.findHubs(this::report, progress);
    return differences;
  }

  private void report(Difference difference) {
    differences++;
    found.accept(difference);
  }
}
