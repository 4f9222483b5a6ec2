package io.contextgraph.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches what followed from an event, level by level, the nearest first, until a bound is
 * reached. Remembers at most as many events as the answer may have.
 */
final class EffectSearch {
  private final Effects graph;
  private final Bounds bounds;
  private final List<String> rows = new ArrayList<>();
  private final Set<Object> seen = new HashSet<>();

  /** The direct effects of events, in the order in which they happened. */
  @FunctionalInterface
  interface Effects {
    /**
     * @param limit the maximum number of rows, each with an {@code event_id}
     * @return empty if the time ran out
     */
    Optional<List<Map<String, Object>>> of(List<Object> eventIds, int limit);
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
  Answer from(Map<String, Object> event) {
    List<Map<String, Object>> level = List.of(event);
    add(0, level);
    int depth = 1;
    while (!level.isEmpty()) {
      int left = depth > bounds.depth() ? 0 : bounds.limit() - rows.size();
      Optional<List<Map<String, Object>>> effects = graph.of(ids(level), left + 1);
      if (effects.isEmpty()) {
        return cut(Cut.TIMEOUT, bounds.timeout().toSeconds());
      }
      level = unseen(effects.get().stream().limit(left).toList());
      add(depth, level);
      if (effects.get().size() > left) {
        return depth > bounds.depth()
            ? cut(Cut.DEPTH, bounds.depth())
            : cut(Cut.LIMIT, bounds.limit());
      }
      depth++;
    }
    return new Answer(rows, null);
  }

  private Answer cut(String bound, long value) {
    return new Answer(rows, new Cut(bound, value));
  }

  /** Effects form a tree, but a circle of causes, or a damaged graph, leads to an event again. */
  private List<Map<String, Object>> unseen(List<Map<String, Object>> effects) {
    return effects.stream().filter(effect -> seen.add(id(effect))).toList();
  }

  private void add(int depth, List<Map<String, Object>> level) {
    for (Map<String, Object> event : level) {
      seen.add(id(event));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("depth", depth);
      row.putAll(event);
      rows.add(RowJson.of(row));
    }
  }

  private static List<Object> ids(List<Map<String, Object>> level) {
    return level.stream().map(EffectSearch::id).toList();
  }

  private static Object id(Map<String, Object> event) {
    @Nullable Object id = event.get("event_id");
    if (id == null) {
      throw new IllegalStateException("an event of the graph has no id: run graph verify");
    }
    return id;
  }
}
