package io.contextgraph.archive;

import io.contextgraph.event.PositionRanges.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Arithmetic with ranges of positions. */
final class Segments {
  private Segments() {}

  /** What is left of a range without others, in ascending order. */
  static List<Range> without(Range whole, Collection<Range> others) {
    List<Range> left = List.of(whole);
    for (Range other : others) {
      List<Range> rest = new ArrayList<>();
      for (Range range : left) {
        add(range.first(), Math.min(range.last(), other.first() - 1), rest);
        add(Math.max(range.first(), other.last() + 1), range.last(), rest);
      }
      left = rest.stream().distinct().toList();
    }
    return left;
  }

  private static void add(long first, long last, List<Range> ranges) {
    if (first <= last) {
      ranges.add(new Range(first, last));
    }
  }

  /** A range in parts that follow each other, of at most {@code size} positions. */
  static List<Range> windows(Range whole, long size) {
    List<Range> windows = new ArrayList<>();
    for (long first = whole.first(); first <= whole.last(); first += size) {
      windows.add(new Range(first, Math.min(whole.last(), first + size - 1)));
    }
    return windows;
  }
}
