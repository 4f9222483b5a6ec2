package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The slices that one transaction applies: determines which of their events are new and how far
 * each partition moves. Pure.
 *
 * @param slices of one ledger; at least one
 */
record SliceBatch(List<Slice> slices) {
  String ledgerId() {
    return slices.get(0).ledgerId();
  }

  /** The partitions to which the slices belong. */
  SortedSet<Integer> partitions() {
    SortedSet<Integer> partitions = new TreeSet<>();
    slices.forEach(slice -> partitions.add(slice.partition()));
    return partitions;
  }

  /**
   * Returns the events above their partition's stored position.
   *
   * @throws ProjectionException if a slice starts beyond the position that its partition has
   *     reached
   */
  List<EventSummary> newEvents(Map<Integer, Long> stored) {
    Map<Integer, Long> reached = new HashMap<>(stored);
    List<EventSummary> events = new ArrayList<>();
    for (Slice slice : slices) {
      long position = reached.getOrDefault(slice.partition(), 0L);
      if (slice.after() > position) {
        throw ProjectionException.gap(slice.partition(), position, slice.after());
      }
      slice.events().stream()
          .filter(event -> event.globalPosition() > position)
          .forEach(events::add);
      reached.merge(slice.partition(), slice.upTo(), Math::max);
    }
    return events;
  }

  /** The new marks of the partitions that move; a position never moves back. */
  SortedMap<Integer, ProjectionMark> moves(Map<Integer, Long> stored) {
    SortedMap<Integer, ProjectionMark> moves = new TreeMap<>();
    for (Slice slice : slices) {
      if (slice.upTo() > stored.getOrDefault(slice.partition(), 0L)) {
        ProjectionMark mark = new ProjectionMark(slice.upTo(), slice.upToId());
        moves.merge(slice.partition(), mark, SliceBatch::later);
      }
    }
    return moves;
  }

  private static ProjectionMark later(ProjectionMark one, ProjectionMark other) {
    return other.position() > one.position() ? other : one;
  }
}
