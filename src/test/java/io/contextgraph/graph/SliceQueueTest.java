package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

class SliceQueueTest {
  private final SliceQueue queue = new SliceQueue(3);

  private static Slice slice(long after, int events) {
    return new Slice(
        "ledger",
        0,
        after,
        after + 9,
        null,
        java.util.stream.LongStream.rangeClosed(after + 1, after + events)
            .mapToObj(Summaries::at)
            .toList());
  }

  @Test
  void aBatchEndsWithTheSliceThatReachesTheLimit() {
    List<Slice> slices = List.of(slice(0, 2), slice(10, 0), slice(20, 2), slice(30, 1));
    slices.forEach(queue::add);
    assertThat(queue.nextBatch()).isEqualTo(slices.subList(0, 3));
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.nextBatch()).isEqualTo(slices.subList(3, 4));
    assertThat(queue.nextBatch()).isEmpty();
  }

  @Test
  void aSliceLargerThanTheLimitIsABatchOfItsOwn() {
    queue.add(slice(0, 9));
    queue.add(slice(10, 1));
    assertThat(queue.nextBatch()).hasSize(1);
  }

  @Test
  void slicesWithoutEventsShareABatch() {
    for (int i = 0; i < 100; i++) {
      queue.add(slice(i * 10L, 0));
    }
    assertThat(queue.nextBatch()).hasSize(100);
  }
}
