package io.contextgraph.cli;

import java.util.ArrayList;
import java.util.List;

/** Numbers of lines in ascending order, shown as ranges. Memory is bounded. */
final class LineNumbers {
  private static final int MAX_RANGES = 100;

  private record Range(long first, long last) {
    String text() {
      return first == last ? "" + first : first + "-" + last;
    }
  }

  private final List<Range> ranges = new ArrayList<>();
  private long count;
  private long notShown;

  void add(long number) {
    count++;
    int end = ranges.size() - 1;
    if (end >= 0 && notShown == 0 && ranges.get(end).last() == number - 1) {
      ranges.set(end, new Range(ranges.get(end).first(), number));
    } else if (ranges.size() < MAX_RANGES) {
      ranges.add(new Range(number, number));
    } else {
      notShown++;
    }
  }

  long count() {
    return count;
  }

  /** For example {@code lines 3, 7-9 and 12 more}; {@code no line} if there is none. */
  String text() {
    if (count == 0) {
      return "no line";
    }
    String shown = String.join(", ", ranges.stream().map(Range::text).toList());
    return (count == 1 ? "line " : "lines ") + shown + (notShown == 0 ? "" : more());
  }

  private String more() {
    return " and " + notShown + " more";
  }
}
