package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeRowsTest {
  private static List<String> names(List<GraphChange> changes) {
    return new ChangeRows(changes).statements().stream().map(it -> it.cypher().name()).toList();
  }

  private static List<?> rows(List<GraphChange> changes, String statement) {
    return new ChangeRows(changes)
        .statements().stream()
            .filter(it -> it.cypher().name().equals(statement))
            .findFirst()
            .map(it -> List.copyOf(it.rows()))
            .orElseThrow();
  }

  @Test
  void sharedNodesAreLockedFirstAndByLabel() {
    List<GraphChange> changes = new ArrayList<>();
    Random random = new Random(1);
    for (int position = 1; position < 50; position++) {
      EventSummary event = Summaries.random(random, position, "session");
      changes.addAll(GraphChange.put(event));
      changes.add(new GraphChange.ClearEvent(event.eventId()));
      changes.add(new GraphChange.UnlinkFollows(event.eventId(), new EventId(0, 1)));
      changes.add(new GraphChange.LinkFollows(event.eventId(), new EventId(0, 1), 1));
    }
    Collections.shuffle(changes, random);
    assertThat(names(changes))
        .containsExactly(
            "merge_events",
            "clear_events",
            "merge_agents",
            "merge_sessions",
            "merge_tools",
            "merge_traces",
            "set_events",
            "link_events",
            "link_tools",
            "link_causes",
            "unlink_follows",
            "link_follows");
    for (String merge : List.of("merge_agents", "merge_sessions", "merge_tools", "merge_traces")) {
      assertThat(rows(changes, merge).stream().map(Object::toString))
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void theIdsOfEventsAndOfTheirParentsAndNeighboursAreOneSortedSet() {
    EventId lowest = new EventId(0, 0);
    EventId low = new EventId(0, 1);
    EventId middle = new EventId(0, 2);
    EventId next = new EventId(0, 3);
    EventId cleared = new EventId(0, 4);
    EventId locked = new EventId(0, 5);
    EventId high = new EventId(-1, 0);
    List<GraphChange> changes =
        List.of(
            new GraphChange.LockEvent(locked),
            new GraphChange.ClearEvent(cleared),
            new GraphChange.LinkCause(middle, high),
            new GraphChange.LinkCause(high, low),
            new GraphChange.LinkFollows(next, middle, 1),
            new GraphChange.UnlinkFollows(next, lowest),
            new GraphChange.PutEvent(Summaries.at(2)));
    assertThat(rows(changes, "merge_events"))
        .isEqualTo(
            List.of(
                lowest.toString(),
                low.toString(),
                middle.toString(),
                next.toString(),
                cleared.toString(),
                locked.toString(),
                high.toString()));
  }

  @Test
  void aStatementWithoutRowsIsOmitted() {
    assertThat(names(List.of())).isEmpty();
    assertThat(names(List.of(new GraphChange.UnlinkFollows(new EventId(0, 1), new EventId(0, 2)))))
        .containsExactly("merge_events", "unlink_follows");
  }

  @Test
  void anEventsRowOmitsPropertiesWithoutAValue() {
    assertThat(rows(List.of(new GraphChange.PutEvent(Summaries.at(7))), "set_events"))
        .singleElement()
        .isEqualTo(
            Map.of(
                "event_id", new EventId(0, 7).toString(),
                "agent_id", "agent",
                "trace_id", "trace",
                "session_id", "session",
                "global_position", 7L,
                "event_type", "a.b",
                "occurred_at", EventRow.dateTime(Summaries.at(7).occurredAt())));
  }
}
