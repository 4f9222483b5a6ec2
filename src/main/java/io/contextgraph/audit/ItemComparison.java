package io.contextgraph.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the expected and the actual content of the graph for a page of events, by event and
 * label or relationship type. Pure.
 */
final class ItemComparison {
  private final Map<Key, List<GraphItem>> expected = new TreeMap<>();
  private final Map<Key, List<GraphItem>> actual = new TreeMap<>();

  private record Key(String eventId, String what) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::eventId).thenComparing(Key::what);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  void addExpected(GraphItem item) {
    add(expected, item);
  }

  void addActual(GraphItem item) {
    add(actual, item);
  }

  private static void add(Map<Key, List<GraphItem>> items, GraphItem item) {
    items.computeIfAbsent(new Key(item.eventId(), item.what()), key -> new ArrayList<>()).add(item);
  }

  /** At most one difference for each event and label or relationship type. */
  List<Difference> differences() {
    Set<Key> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    List<Difference> differences = new ArrayList<>();
    for (Key key : keys) {
      List<GraphItem> wanted = expected.getOrDefault(key, List.of());
      List<GraphItem> found = actual.getOrDefault(key, List.of());
      if (wanted.isEmpty()) {
        differences.add(Difference.extra(found.get(0)));
      } else if (found.isEmpty()) {
        differences.add(Difference.missing(wanted.get(0)));
      } else if (!sorted(wanted).equals(sorted(found))) {
        differences.add(Difference.wrong(wanted.get(0)));
      }
    }
    return differences;
  }

  private static List<String> sorted(List<GraphItem> items) {
    return items.stream().map(GraphItem::detail).sorted().toList();
  }
}
