package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long START = 5_000_000_000L;

  @Test
  void eventsAreSpreadEvenly() {
    Pace pace = new Pace(4, START);
    assertThat(pace.nanosToWait(1, START)).isEqualTo(250_000_000);
    assertThat(pace.nanosToWait(8, START + 1_900_000_000)).isEqualTo(100_000_000);
  }

  @Test
  void aLateEventDoesNotWait() {
    assertThat(new Pace(4, START).nanosToWait(1, START + 300_000_000)).isZero();
  }

  @Test
  void withoutARateNothingWaits() {
    assertThat(new Pace(0, START).nanosToWait(1_000, START)).isZero();
  }
}
