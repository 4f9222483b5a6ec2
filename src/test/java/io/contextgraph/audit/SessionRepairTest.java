package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventSummary;
import io.contextgraph.graph.ChainPoint;
import io.contextgraph.graph.GraphChange;
import io.contextgraph.graph.Summaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Damages the model of a random session; the comparison must find the damage and a repair must undo
 * it.
 */
class SessionRepairTest {
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
    events.forEach(new ExpectedGraph(items::add));
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

  private static SessionDigests digests(List<GraphItem> items) {
    SessionDigests digests = new SessionDigests();
    items.forEach(digests);
    return digests;
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
      Map<String, String> naive = naive(expected, actual);
      assertThat(found).as("seed %d, round %d", SEED, round).isEqualTo(naive);
      assertThat(digests(expected).match(digests(actual), "session"))
          .as("digests, seed %d, round %d", SEED, round)
          .isEqualTo(naive.isEmpty());
    }
  }

  @Test
  void repairsOfBoundedSizeLeadToTheExpectedGraph() {
    Random random = new Random(SEED);
    for (int round = 0; round < 3_000; round++) {
      List<EventSummary> recorded = session(random);
      List<GraphItem> expected = expected(recorded);
      List<GraphItem> graph = damaged(random, expected);
      int limit = 1 + random.nextInt(3);
      int passes = 0;
      for (List<Difference> left = differences(expected, graph);
          !left.isEmpty();
          left = differences(expected, graph)) {
        SessionRepair repair = SessionRepair.plan(recorded, left, limit);
        assertThat(repair.dropped().size() + repair.rewritten().size()).isBetween(1, limit);
        apply(repair, graph);
        assertThat(passes++).as("seed %d, round %d", SEED, round).isLessThan(50);
      }
    }
  }

  /** Applies a repair to the model of a graph. */
  private static void apply(SessionRepair repair, List<GraphItem> graph) {
    graph.removeIf(item -> repair.dropped().contains(item.eventId()));
    Map<String, EventSummary> events = new HashMap<>();
    repair.recorded().forEach(event -> events.put(event.eventId().toString(), event));
    for (GraphChange change : repair.changes()) {
      if (change instanceof GraphChange.ClearEvent clear) {
        graph.removeIf(item -> item.eventId().equals(clear.event().toString()));
      } else if (change instanceof GraphChange.PutEvent put) {
        GraphItem.of(put.event()).stream()
            .filter(item -> !item.what().equals("CAUSED_BY"))
            .forEach(graph::add);
      } else if (change instanceof GraphChange.LinkCause link) {
        graph.add(
            new GraphItem(
                "session",
                link.event().toString(),
                "CAUSED_BY",
                GraphItem.end("Event", link.parent().toString())));
      } else if (change instanceof GraphChange.LinkFollows link) {
        EventSummary before = events.get(link.before().toString());
        graph.add(GraphItem.follows(events.get(link.event().toString()), before));
      }
    }
  }
}
