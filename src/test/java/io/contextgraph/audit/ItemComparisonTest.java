package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventSummary;
import io.contextgraph.graph.ChainPoint;
import io.contextgraph.graph.Summaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Damages the model of a random session; the comparison must find exactly that. */
class ItemComparisonTest {
  private static final long SEED = Long.getLong("seed", 11L);

  private static List<EventSummary> session(Random random) {
    List<EventSummary> events = new ArrayList<>();
    for (int position = 1; position <= 1 + random.nextInt(15); position++) {
      events.add(Summaries.random(random, position, "session"));
    }
    events.sort(Comparator.comparing(ChainPoint::of));
    return events;
  }

  private static List<GraphItem> expected(List<EventSummary> events) {
    List<GraphItem> items = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      items.addAll(GraphItem.of(events.get(i)));
      if (i > 0) {
        EventSummary before = events.get(i - 1);
        items.add(
            GraphItem.follows(events.get(i), before.eventId().toString(), before.occurredAt()));
      }
    }
    return items;
  }

  private static List<Difference> differences(List<GraphItem> expected, List<GraphItem> actual) {
    ItemComparison comparison = new ItemComparison();
    expected.forEach(comparison::addExpected);
    actual.forEach(comparison::addActual);
    return comparison.differences();
  }

  /**
   * The content of a damaged graph: items lost, duplicated or altered, and some of unknown events.
   */
  private static List<GraphItem> damaged(Random random, List<GraphItem> items) {
    List<GraphItem> damaged = new ArrayList<>();
    for (GraphItem item : items) {
      switch (random.nextInt(20)) {
        case 0 -> {}
        case 1 -> damaged.addAll(List.of(item, item));
        case 2 -> damaged.add(with(item, item.eventId(), item.what(), item.detail() + "?"));
        case 3 -> damaged.addAll(List.of(item, with(item, item.eventId(), "SAW", "Agent 'x")));
        case 4 -> damaged.addAll(List.of(item, with(item, "unknown", item.what(), "x")));
        default -> damaged.add(item);
      }
    }
    Collections.shuffle(damaged, random);
    return damaged;
  }

  private static GraphItem with(GraphItem item, String event, String what, String detail) {
    return new GraphItem(item.sessionId(), event, what, detail);
  }

  /** For each event and kind of item, whether both lists contain the same details equally often. */
  private static Map<String, String> naive(List<GraphItem> expected, List<GraphItem> actual) {
    Set<String> keys = new TreeSet<>();
    expected.forEach(item -> keys.add(item.eventId() + " " + item.what()));
    actual.forEach(item -> keys.add(item.eventId() + " " + item.what()));
    Map<String, String> problems = new TreeMap<>();
    for (String key : keys) {
      Map<String, Long> wanted = counts(expected, key);
      Map<String, Long> found = counts(actual, key);
      if (!wanted.equals(found)) {
        problems.put(key, wanted.isEmpty() ? "extra" : found.isEmpty() ? "missing" : "wrong");
      }
    }
    return problems;
  }

  private static Map<String, Long> counts(List<GraphItem> items, String key) {
    return items.stream()
        .filter(item -> key.equals(item.eventId() + " " + item.what()))
        .collect(Collectors.groupingBy(GraphItem::detail, Collectors.counting()));
  }

  @Test
  void theDifferencesAreThoseOfANaiveComparison() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3_000; round++) {
      List<GraphItem> expected = expected(session(random));
      List<GraphItem> actual = damaged(random, expected);
      Map<String, String> found = new TreeMap<>();
      for (Difference difference : differences(expected, actual)) {
        found.put(difference.event() + " " + difference.what(), difference.problem());
      }
      assertThat(found).as("seed %d, round %d", SEED, round).isEqualTo(naive(expected, actual));
    }
  }
}
