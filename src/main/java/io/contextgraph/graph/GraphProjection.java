package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * From events to graph changes. Pure: the same events and the same neighbours give the same
 * changes, and the graph that results depends on the set of events only, not on how they were cut
 * into batches.
 */
public final class GraphProjection {
  private GraphProjection() {}

  /** The events' places by session. */
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
   * @param neighbours for each event, what stands directly before and after its place in the graph
   *     as it is; the event itself is no neighbour of its own
   */
  static List<GraphChange> project(
      Collection<EventSummary> events, Map<ChainPoint, Neighbours> neighbours) {
    List<GraphChange> changes = new ArrayList<>();
    for (EventSummary event : events) {
      changes.add(new GraphChange.PutEvent(event));
      if (event.parentEventId() != null) {
        changes.add(new GraphChange.LinkCause(event.eventId(), event.parentEventId()));
      }
    }
    chains(events).values().forEach(chain -> splice(chain, neighbours, changes));
    return changes;
  }

  /**
   * What writes some events of a session again, whatever the graph says of them.
   *
   * @param chain all events of the session, by time and id
   * @param ids of those to write
   */
  static List<GraphChange> again(List<EventSummary> chain, Set<String> ids) {
    List<GraphChange> changes = new ArrayList<>();
    ChainPoint before = null;
    for (EventSummary event : chain) {
      ChainPoint point = ChainPoint.of(event);
      if (ids.contains(event.eventId().toString())) {
        changes.add(new GraphChange.PutEvent(event));
        if (event.parentEventId() != null) {
          changes.add(new GraphChange.LinkCause(event.eventId(), event.parentEventId()));
        }
        if (before != null) {
          changes.add(
              new GraphChange.LinkFollows(
                  event.eventId(), before.eventId(), point.millisSince(before)));
        }
      }
      before = point;
    }
    return changes;
  }

  private static void splice(
      NavigableSet<ChainPoint> added,
      Map<ChainPoint, Neighbours> neighbours,
      List<GraphChange> changes) {
    NavigableSet<ChainPoint> chain = new TreeSet<>(added);
    for (ChainPoint point : added) {
      Neighbours around = neighbours.getOrDefault(point, Neighbours.NONE);
      if (around.before() != null) {
        chain.add(around.before());
      }
      if (around.after() != null) {
        chain.add(around.after());
      }
      if (around.before() != null && around.after() != null) {
        changes.add(
            new GraphChange.UnlinkFollows(around.after().eventId(), around.before().eventId()));
      }
    }
    ChainPoint before = null;
    for (ChainPoint point : chain) {
      if (before != null && (added.contains(point) || added.contains(before))) {
        changes.add(
            new GraphChange.LinkFollows(
                point.eventId(), before.eventId(), point.millisSince(before)));
      }
      before = point;
    }
  }
}
