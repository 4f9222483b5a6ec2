package io.contextgraph.graph;

import io.contextgraph.event.EventId;
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
  private static final Cypher FIND_ENDS = Cypher.read(GraphWriter.class, "find_ends");

  /**
   * Adds events at their places in their sessions; events that the graph already contains are
   * written again.
   */
  public void project(List<EventSummary> events) {
    write(changes(events, List.of()));
  }

  /**
   * The same, and removes everything else that starts at these events, such as stale links. What
   * the graph contains for them may be damaged: none of it is read.
   */
  public void renew(List<EventSummary> events) {
    List<EventId> ids = events.stream().map(EventSummary::eventId).toList();
    List<GraphChange> changes = new ArrayList<>(changes(events, ids));
    ids.forEach(id -> changes.add(new GraphChange.ClearEvent(id)));
    ends(ids).forEach(end -> changes.add(new GraphChange.LockEvent(end)));
    write(changes);
  }

  private List<GraphChange> changes(List<EventSummary> events, List<EventId> ignored) {
    return events.isEmpty()
        ? List.of()
        : GraphProjection.project(events, new NeighbourReader(transaction, ignored).around(events));
  }

  /**
   * The events at which relationships of some events end. Whoever deletes these relationships locks
   * them together with the events.
   */
  public List<EventId> ends(List<EventId> events) {
    Map<String, Object> keys = Map.of("keys", events.stream().map(EventId::toString).toList());
    return FIND_ENDS.run(transaction, keys).stream()
        .map(row -> EventId.parse(row.get("event_id").asString()))
        .toList();
  }

  /** Applies changes. Locks nodes that other writers may share in one order, by label and key. */
  public void write(List<GraphChange> changes) {
    for (ChangeRows.Statement statement : new ChangeRows(changes).statements()) {
      statement.cypher().run(transaction, Map.of(statement.parameter(), statement.rows()));
    }
  }
}
