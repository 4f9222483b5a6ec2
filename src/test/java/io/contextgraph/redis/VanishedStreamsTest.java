package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VanishedStreamsTest {
  private static final long ABSENCE = VanishedStreams.ABSENCE.toNanos();

  private final VanishedStreams vanished = new VanishedStreams();

  @Test
  void aKeyThatIsAbsentWithoutInterruptionForAMinuteIsReportedOnce() {
    assertThat(vanished.isGone("a", 5)).isFalse();
    assertThat(vanished.isGone("a", 4 + ABSENCE)).isFalse();
    vanished.isPresent("a");
    assertThat(vanished.isGone("a", 5 + ABSENCE)).isFalse();
    assertThat(vanished.takeUnreported()).isEmpty();
    assertThat(vanished.isGone("a", 5 + 2 * ABSENCE)).isTrue();
    assertThat(vanished.takeUnreported()).containsExactly("a");
    assertThat(vanished.isGone("a", 6 + 2 * ABSENCE)).isTrue();
    assertThat(vanished.takeUnreported()).isEmpty();
  }

  @Test
  void aForgottenStreamIsInNoCheckpointUntilItsSplitIsFinished() {
    vanished.forget("a");
    assertThat(vanished.isForgotten("a")).isTrue();
    assertThat(vanished.takeUnfinished()).containsExactly("a");
    assertThat(vanished.takeUnfinished()).isEmpty();
    assertThat(vanished.isForgotten("a")).isTrue();
    assertThat(vanished.finished("a")).isTrue();
    assertThat(vanished.isForgotten("a")).isFalse();
    assertThat(vanished.finished("a")).isFalse();
  }
}
