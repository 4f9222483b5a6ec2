package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FillingBatchTest {
  private static final Event EVENT = LedgerBatchTest.event(1, 0);

  @Test
  void aBatchIsFullAtItsLimitOfRows() {
    FillingBatch batch = new FillingBatch(new BatchLimits(2, Long.MAX_VALUE, Duration.ZERO));
    batch.add(EVENT);
    assertThat(batch.isFull()).isFalse();
    batch.add(EVENT);
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void aBatchIsFullAtItsLimitOfBytes() {
    BatchLimits limits = new BatchLimits(100, 2L * EVENT.weight(), Duration.ZERO);
    FillingBatch batch = new FillingBatch(limits);
    batch.add(EVENT);
    assertThat(batch.isFull()).isFalse();
    batch.add(EVENT);
    assertThat(batch.isFull()).isTrue();
  }

  @Test
  void takingTheEventsLeavesAnEmptyBatchThatFillsAgain() {
    FillingBatch batch = new FillingBatch(new BatchLimits(1, 1, Duration.ZERO));
    batch.add(EVENT);
    assertThat(batch.take()).containsExactly(EVENT);
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.isFull()).isFalse();
    batch.add(EVENT);
    assertThat(batch.take()).containsExactly(EVENT);
  }
}
