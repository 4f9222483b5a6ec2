package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RejectionLimitTest {
  private final RejectionLimit.Window window = new RejectionLimit(0.2).window();

  @Test
  void aBurstOfRefusalsIsMeasuredAgainstItsWholeMinute() {
    window.add(90, 100, 0);
    window.add(0, 10_000, 30_000);
    assertThatCode(() -> window.add(0, 1, 60_000)).doesNotThrowAnyException();
    assertThatCode(() -> window.add(3, 10, 120_000)).doesNotThrowAnyException();
  }

  @Test
  void aMinuteOfTooManyRefusalsStopsTheJob() {
    window.add(21, 99, 0);
    assertThatThrownBy(() -> window.add(0, 1, 61_000))
        .hasMessageContaining("refused 21 of 100 events");
  }

  @Test
  void aMinuteWithFewEventsStopsNothing() {
    window.add(1, 1, 0);
    assertThatCode(() -> window.add(1, 1, 61_000)).doesNotThrowAnyException();
  }
}
