package io.contextgraph.verify;

import io.contextgraph.archive.Archives;
import io.contextgraph.event.PositionRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether events {@code retention.archived} account for whole months. A partition goes as a whole,
 * so each event of the month that was recorded before such an event is among those that it names,
 * or in an archive whose rows were absent already. An event that leaves one out was not followed by
 * a drop, so it explains no absent row. Not thread-safe.
 */
final class WholeMonths {
  private final Map<Long, Archives.Entry> byPosition = new HashMap<>();
  private final TreeMap<Instant, List<Archives.Entry>> byMonth = new TreeMap<>();
  private final Map<Long, Long> leftOut = new HashMap<>();

  /**
   * An event of a month that an archive leaves out.
   *
   * @param archive the position of the event {@code retention.archived}
   * @param position of the event that it leaves out, the first one
   */
  record Omission(long archive, long position) {}

  WholeMonths(Archives archives) {
    for (Archives.Entry entry : archives.all()) {
      byPosition.put(entry.position(), entry);
      byMonth.computeIfAbsent(entry.month().lower(), none -> new ArrayList<>()).add(entry);
    }
  }

  /** Whether an archive leaves out the event with this position and time. */
  boolean leavesOut(long position, Instant occurredAt) {
    return !leavingOut(position, occurredAt).isEmpty();
  }

  /** Adds an event that is no control event: those stay when their month goes. */
  void add(long position, Instant occurredAt) {
    for (Archives.Entry entry : leavingOut(position, occurredAt)) {
      leftOut.putIfAbsent(entry.position(), position);
    }
  }

  private List<Archives.Entry> leavingOut(long position, Instant occurredAt) {
    Map.Entry<Instant, List<Archives.Entry>> month = byMonth.floorEntry(occurredAt);
    return month == null
        ? List.of()
        : month.getValue().stream()
            .filter(it -> occurredAt.isBefore(it.month().upper()))
            .filter(it -> contain(it.vacant(), position))
            .toList();
  }

  private static boolean contain(List<PositionRanges.Range> ranges, long position) {
    return ranges.stream().anyMatch(it -> it.first() <= position && position <= it.last());
  }

  /**
   * An event that an archive leaves out, or one of those that were dropped before it: if one of
   * these was not, its rows were there, and the archive had to name them.
   */
  Optional<Omission> omission(Archives.Entry archive) {
    TreeSet<Long> open = new TreeSet<>(List.of(archive.position()));
    while (!open.isEmpty()) {
      long next = open.pollLast();
      Long position = leftOut.get(next);
      if (position != null) {
        return Optional.of(new Omission(next, position));
      }
      Archives.Entry entry = byPosition.get(next);
      if (entry != null) {
        open.addAll(entry.earlier());
      }
    }
    return Optional.empty();
  }
}
