package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into graph changes. Pure: the same events with the same neighbours yield the same
 * changes, and the resulting graph depends only on the set of events, not on how they were cut into
 * batches.
 */
final class GraphProjection {
  private GraphProjection() {}

  /** The places of the events by session. */
  static Map<String, NavigableSet<ChainPoint>> chains(Collection<EventSummary> events) {
    Map<String, NavigableSet<ChainPoint>> chains = new TreeMap<>();
    for (EventSummary event : events) {
      chains
          .computeIfAbsent(event.sessionId(), session -> new TreeSet<>())
          .add(ChainPoint.of(event));
    }
    return chains;
  }

  /**
   * Returns the changes that add events to the graph.
   *
   * @param neighbours for the place of each event, the events directly before and after it in the
   *     graph now; an event is not its own neighbour
   */
  static List<GraphChange> project(
      Collection<EventSummary> events, Map<ChainPoint, Neighbours> neighbours) {
    List<GraphChange> changes = new ArrayList<>();
    events.forEach(event -> changes.addAll(GraphChange.put(event)));
    chains(events).values().forEach(added -> splice(added, neighbours, changes));
    return changes;
  }

  /** Inserts places into a session's chain. */
  private static void splice(
      NavigableSet<ChainPoint> added,
      Map<ChainPoint, Neighbours> neighbours,
      List<GraphChange> changes) {
    NavigableSet<ChainPoint> chain = new TreeSet<>(added);
    for (ChainPoint point : added) {
      Neighbours around = neighbours.getOrDefault(point, Neighbours.NONE);
      around.points().forEach(chain::add);
      if (around.before() != null && around.after() != null) {
        changes.add(
            new GraphChange.UnlinkFollows(around.after().eventId(), around.before().eventId()));
      }
    }
    link(chain, added, changes);
  }

  /** Links each added place with the places around it. */
  private static void link(
      NavigableSet<ChainPoint> chain, NavigableSet<ChainPoint> added, List<GraphChange> changes) {
    @Nullable ChainPoint before = null;
    for (ChainPoint point : chain) {
      if (before != null && (added.contains(point) || added.contains(before))) {
        changes.add(GraphChange.LinkFollows.between(before, point));
      }
      before = point;
    }
  }
}
