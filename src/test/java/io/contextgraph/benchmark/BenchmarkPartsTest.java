package io.contextgraph.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkPartsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);

  @Test
  void aQuantileIsALatencyThatTheShareDoesNotExceed() {
    Latencies latencies = Latencies.of(new long[] {4_000, 1_000, 3_000, 2_000, 5_000});
    assertThat(latencies.quantile(0.5)).isEqualTo(3);
    assertThat(latencies.quantile(1)).isEqualTo(5);
    assertThat(Latencies.of(new long[0]).quantile(0.5)).isZero();
  }

  @Test
  void theSameSeedGivesTheSameEvents() {
    assertThat(new GeneratedSummaries(3, CLOCK).next(200))
        .isEqualTo(new GeneratedSummaries(3, CLOCK).next(200));
  }

  @Test
  void everyNodeIsCreatedOnceAndEveryEventIsLinkedToAllItsNodes() {
    List<EventSummary> events = new GeneratedSummaries(1, CLOCK).next(500);
    Map<Cypher, Integer> rows = new EnumMap<>(Cypher.class);
    List<BareBatch> batches = BareBatches.of(events, 64);
    batches.forEach(
        batch ->
            batch.statements(
                (statement, some) -> rows.merge(statement, some.size(), Integer::sum)));
    assertThat(batches).hasSize(8);
    long sessions = events.stream().map(EventSummary::sessionId).distinct().count();
    long tools = events.stream().map(EventSummary::toolName).distinct().count();
    assertThat(rows)
        .containsEntry(Cypher.CREATE_EVENTS, 500)
        .containsEntry(Cypher.CREATE_SESSIONS, (int) sessions)
        .containsEntry(Cypher.CREATE_TOOLS, (int) tools)
        .containsEntry(Cypher.LINK_SESSIONS, 500)
        .containsEntry(Cypher.LINK_TOOLS, 500)
        .containsEntry(Cypher.LINK_FOLLOWS, 500 - (int) sessions);
  }

  @Test
  void eventsOfOneKeyDifferInEverythingElse() {
    Instant start = CLOCK.instant().minusSeconds(3_600);
    OneKeyEvents oneTrace = new OneKeyEvents("trace_id", "t", start);
    List<Event> events = new GeneratedBatches(oneTrace::next, CLOCK).next(500);
    assertThat(events).extracting(Event::traceId).containsOnly("t");
    assertThat(events).extracting(Event::eventId).doesNotHaveDuplicates();
    assertThat(events.stream().map(Event::sessionId).distinct().count()).isEqualTo(40);
  }
}
