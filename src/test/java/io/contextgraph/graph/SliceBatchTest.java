package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliceBatchTest {
  private static Slice slice(int partition, long after, long upTo) {
    List<EventSummary> events = new ArrayList<>();
    for (long position = after + 1; position <= upTo; position++) {
      events.add(Summaries.at(position));
    }
    return new Slice("ledger", partition, after, upTo, null, events);
  }

  private static List<Long> positions(List<EventSummary> events) {
    return events.stream().map(EventSummary::globalPosition).toList();
  }

  private static Map<Integer, Long> positions(Map<Integer, ProjectionMark> marks) {
    Map<Integer, Long> positions = new HashMap<>();
    marks.forEach((partition, mark) -> positions.put(partition, mark.position()));
    return positions;
  }

  @Test
  void aPartitionMovesToTheEventAtTheEndOfItsLastSlice() {
    EventId end = new EventId(7, 9);
    SliceBatch batch =
        new SliceBatch(
            List.of(
                new Slice("ledger", 3, 4, 6, new EventId(7, 6), List.of()),
                new Slice("ledger", 3, 6, 9, end, List.of())));
    assertThat(batch.moves(Map.of(3, 4L))).isEqualTo(Map.of(3, new ProjectionMark(9, end)));
  }

  @Test
  void eventsAtOrBelowTheStoredPositionAreSkipped() {
    SliceBatch batch = new SliceBatch(List.of(slice(0, 2, 5)));
    assertThat(positions(batch.newEvents(Map.of(0, 3L)))).containsExactly(4L, 5L);
  }

  @Test
  void aSliceThatFollowsAnotherOneOfItsBatchLeavesNoGap() {
    SliceBatch batch = new SliceBatch(List.of(slice(0, 0, 2), slice(0, 2, 4)));
    assertThat(positions(batch.newEvents(Map.of()))).containsExactly(1L, 2L, 3L, 4L);
    assertThat(positions(batch.moves(Map.of()))).isEqualTo(Map.of(0, 4L));
  }

  @Test
  void aSliceThatStartsBeyondTheStoredPositionIsRefusedButNotPermanently() {
    SliceBatch batch = new SliceBatch(List.of(slice(0, 0, 2), slice(1, 5, 9)));
    assertThatThrownBy(() -> batch.newEvents(Map.of(0, 0L, 1, 4L)))
        .isInstanceOfSatisfying(
            ProjectionException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContainingAll("partition 1", "position 4", "after 5");
  }

  @Test
  void anEmptySliceMovesItsPartition() {
    SliceBatch batch = new SliceBatch(List.of(new Slice("ledger", 3, 4, 9, null, List.of())));
    assertThat(batch.newEvents(Map.of(3, 4L))).isEmpty();
    assertThat(positions(batch.moves(Map.of(3, 4L)))).isEqualTo(Map.of(3, 9L));
  }

  @Test
  void aPositionNeverMovesBack() {
    assertThat(new SliceBatch(List.of(slice(0, 0, 2))).moves(Map.of(0, 7L))).isEmpty();
  }

  @Test
  void anyBatchesAppliedInAnyRepetitionApplyEachEventOnce() {
    long seed = Long.getLong("seed", 3L);
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      Map<Integer, Long> stored = new HashMap<>();
      Map<Integer, List<Long>> applied = new HashMap<>();
      for (int batchNumber = 0; batchNumber < 8; batchNumber++) {
        SliceBatch batch = new SliceBatch(slices(random, stored));
        for (EventSummary event : batch.newEvents(stored)) {
          int partition = batch.slices().get(0).partition();
          applied.computeIfAbsent(partition, none -> new ArrayList<>()).add(event.globalPosition());
        }
        stored.putAll(positions(batch.moves(stored)));
      }
      applied.forEach(
          (partition, positions) -> {
            List<Long> expected = new ArrayList<>();
            for (long position = 1; position <= stored.get(partition); position++) {
              expected.add(position);
            }
            assertThat(positions).as("seed %s", seed).isEqualTo(expected);
          });
    }
  }

  /** Slices of one partition, each without a gap to the one before; they may overlap. */
  private static List<Slice> slices(Random random, Map<Integer, Long> stored) {
    int partition = random.nextInt(2);
    List<Slice> slices = new ArrayList<>();
    long reached = stored.getOrDefault(partition, 0L);
    for (int i = 0; i <= random.nextInt(3); i++) {
      long after = random.nextLong(reached + 1);
      long upTo = after + random.nextInt(6);
      slices.add(slice(partition, after, upTo));
      reached = Math.max(reached, upTo);
    }
    return slices;
  }
}
