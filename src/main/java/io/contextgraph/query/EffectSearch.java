package io.contextgraph.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches what followed from an event, level by level, the nearest first, until a bound is
 * reached. Remembers at most as many events as the answer may have.
 */
final class EffectSearch {
  private final Effects graph;
  private final Bounds bounds;
  private final List<AnswerRow> rows = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  /** The direct effects of events, in the order in which they happened. */
  @FunctionalInterface
  interface Effects {
    /**
     * @param limit the maximum number of rows, each with an {@code event_id}
     * @throws OutOfTimeException if the time ran out
     */
    List<AnswerRow> of(List<String> eventIds, int limit);
  }

  EffectSearch(Effects graph, Bounds bounds) {
    this.graph = graph;
    this.bounds = bounds;
  }

  /**
   * Returns the event and its effects.
   *
   * @param event the row of the event itself
   */
  Answer from(AnswerRow event) {
    List<AnswerRow> level = List.of(event);
    add(0, level);
    try {
      for (int depth = 1; !level.isEmpty(); depth++) {
        int left = depth > bounds.depth() ? 0 : bounds.limit() - rows.size();
        List<AnswerRow> effects = graph.of(ids(level), left + 1);
        level = unseen(effects.stream().limit(left).toList());
        add(depth, level);
        if (effects.size() > left) {
          return Answer.cut(rows, depth > bounds.depth() ? Cut.depth(bounds) : Cut.limit(bounds));
        }
      }
    } catch (OutOfTimeException e) {
      return Answer.cut(rows, Cut.timeout(bounds));
    }
    return Answer.complete(rows);
  }

  /** Effects form a tree, but a circle of causes, or a damaged graph, leads to an event again. */
  private List<AnswerRow> unseen(List<AnswerRow> effects) {
    return effects.stream().filter(effect -> seen.add(id(effect))).toList();
  }

  private void add(int depth, List<AnswerRow> level) {
    for (AnswerRow event : level) {
      seen.add(id(event));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("depth", depth);
      row.putAll(event.values());
      rows.add(new AnswerRow(row));
    }
  }

  private static List<String> ids(List<AnswerRow> level) {
    return level.stream().map(EffectSearch::id).toList();
  }

  private static String id(AnswerRow event) {
    return event.required("event_id");
  }
}
