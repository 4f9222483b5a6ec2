package io.contextgraph.graph;

import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** The highest position of each partition's slices. */
  SortedMap<Integer, Long> upTo() {
    SortedMap<Integer, Long> upTo = new TreeMap<>();
    slices.forEach(slice -> upTo.merge(slice.partition(), slice.upTo(), Math::max));
    return upTo;
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

  /** The new positions of the partitions that move; a position never moves back. */
  SortedMap<Integer, Long> moves(Map<Integer, Long> stored) {
    SortedMap<Integer, Long> moves = upTo();
    moves.entrySet().removeIf(move -> move.getValue() <= stored.getOrDefault(move.getKey(), 0L));
    return moves;
  }
}
