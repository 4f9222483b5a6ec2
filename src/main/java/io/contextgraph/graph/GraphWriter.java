package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.TransactionContext;

/**
 * Writes to the graph within one transaction. The caller holds the locks of the partitions to which
 * the events' sessions belong; see {@link ProjectionPositions#lock}.
 */
public record GraphWriter(TransactionContext transaction) {
  /**
   * Adds events at their places in their sessions; events that the graph already contains are
   * written again.
   */
  public void project(List<EventSummary> events) {
    write(changes(events));
  }

  /** The same, and removes everything else that starts at these events, such as stale links. */
  public void renew(List<EventSummary> events) {
    List<GraphChange> changes = new ArrayList<>(changes(events));
    events.forEach(event -> changes.add(new GraphChange.ClearEvent(event.eventId())));
    write(changes);
  }

  private List<GraphChange> changes(List<EventSummary> events) {
    return events.isEmpty()
        ? List.of()
        : GraphProjection.project(events, new NeighbourReader(transaction).around(events));
  }

  /** Applies changes. Locks nodes that other writers may share in one order, by label and key. */
  public void write(List<GraphChange> changes) {
    for (ChangeRows.Statement statement : new ChangeRows(changes).statements()) {
      statement.cypher().run(transaction, Map.of(statement.parameter(), statement.rows()));
    }
  }
}
