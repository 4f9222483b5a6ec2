package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.RequiredFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GraphProjectionTest {
  private static EventSummary event(int position, int second, String session) {
    // Ids fall while positions rise, so that an order by id differs.
    return new EventSummary(
        position,
        new RequiredFields(
            new EventId(0, 1_000 - position),
            "a.b",
            Instant.ofEpochSecond(second),
            session,
            "agent",
            "trace"),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Chains stored as sets, queried like a graph, and the FOLLOWS that the changes create. */
  private static final class Model {
    final Map<String, NavigableSet<ChainPoint>> chains = new TreeMap<>();
    final Map<EventId, Map<EventId, Long>> follows = new HashMap<>();

    void apply(List<EventSummary> batch) {
      Map<ChainPoint, Neighbours> neighbours = new HashMap<>();
      for (EventSummary event : batch) {
        NavigableSet<ChainPoint> chain =
            chains.computeIfAbsent(event.sessionId(), session -> new TreeSet<>());
        ChainPoint point = ChainPoint.of(event);
        neighbours.put(point, new Neighbours(chain.lower(point), chain.higher(point)));
      }
      for (GraphChange change : GraphProjection.project(batch, neighbours)) {
        if (change instanceof GraphChange.UnlinkFollows cut) {
          follows.getOrDefault(cut.event(), new HashMap<>()).remove(cut.before());
        } else if (change instanceof GraphChange.LinkFollows link) {
          follows
              .computeIfAbsent(link.event(), none -> new HashMap<>())
              .put(link.before(), link.deltaMillis());
        }
      }
      batch.forEach(event -> chains.get(event.sessionId()).add(ChainPoint.of(event)));
    }
  }

  @Test
  void theChainDependsOnTheSetOfEventsOnly() {
    long seed = Long.getLong("seed", 42L);
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<EventSummary> events = new ArrayList<>();
      int size = 1 + random.nextInt(30);
      for (int i = 0; i < size; i++) {
        events.add(event(i + 1, random.nextInt(10), "s" + random.nextInt(3)));
      }
      Map<EventId, Map<EventId, Long>> expected = naive(events);
      Collections.shuffle(events, random);
      Model model = new Model();
      for (int from = 0; from < size; ) {
        int to = Math.min(size, from + 1 + random.nextInt(8));
        model.apply(events.subList(from, to));
        if (random.nextInt(4) == 0) {
          model.apply(events.subList(random.nextInt(to), to));
        }
        from = to;
      }
      model.follows.values().removeIf(Map::isEmpty);
      assertThat(model.follows).as("seed %s round %s", seed, round).isEqualTo(expected);
    }
  }

  @Test
  void eventsOfOneInstantFollowEachOtherInTheOrderInWhichTheyWereRecorded() {
    EventSummary first = event(1, 5, "s0");
    EventSummary second = event(2, 5, "s0");
    assertThat(GraphProjection.project(List.of(second, first), Map.of()))
        .contains(new GraphChange.LinkFollows(second.eventId(), first.eventId(), 0))
        .noneMatch(
            change ->
                change instanceof GraphChange.LinkFollows link
                    && link.event().equals(first.eventId()));
  }

  /** {@code lag() OVER (PARTITION BY session_id ORDER BY occurred_at, global_position)}. */
  private static Map<EventId, Map<EventId, Long>> naive(List<EventSummary> events) {
    Map<EventId, Map<EventId, Long>> follows = new HashMap<>();
    for (String session : List.of("s0", "s1", "s2")) {
      List<EventSummary> chain =
          events.stream()
              .filter(event -> event.sessionId().equals(session))
              .sorted(
                  java.util.Comparator.comparing(EventSummary::occurredAt)
                      .thenComparing(EventSummary::globalPosition))
              .toList();
      for (int i = 1; i < chain.size(); i++) {
        EventSummary before = chain.get(i - 1);
        EventSummary now = chain.get(i);
        follows.put(
            now.eventId(),
            Map.of(
                before.eventId(),
                now.occurredAt().toEpochMilli() - before.occurredAt().toEpochMilli()));
      }
    }
    return follows;
  }
}
