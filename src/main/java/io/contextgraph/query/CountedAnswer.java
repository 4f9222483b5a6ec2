package io.contextgraph.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The answer to a question that counts events in groups. One group more than the answer may have,
 * and one event more than it may count, tell whether it is complete.
 */
record CountedAnswer(Bounds bounds) {
  /**
   * @param counts the columns of a row that count events; the events of each are bounded by
   *     themselves
   * @param total counts the events of all groups; called only if {@code rows} are not all groups
   */
  Answer of(List<AnswerRow> rows, List<String> counts, LongSupplier total) {
    List<Cut> cuts = new ArrayList<>();
    boolean allGroups = rows.size() <= bounds.limit();
    if (!allGroups) {
      cuts.add(Cut.limit(bounds));
    }
    long counted = allGroups ? greatest(rows, counts) : total.getAsLong();
    if (counted > bounds.events()) {
      cuts.add(Cut.events(bounds));
    }
    List<AnswerRow> shown = allGroups ? rows : rows.subList(0, bounds.limit());
    return Answer.cut(shown, cuts.toArray(Cut[]::new));
  }

  private static long greatest(List<AnswerRow> rows, List<String> counts) {
    return counts.stream()
        .mapToLong(count -> rows.stream().mapToLong(row -> row.number(count)).sum())
        .max()
        .orElse(0);
  }
}
