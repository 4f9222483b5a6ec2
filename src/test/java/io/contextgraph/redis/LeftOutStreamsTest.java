package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeftOutStreamsTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final LeftOutStreams leftOut = new LeftOutStreams();

  @Test
  void aStreamIsReportedOnceForEachReason() {
    assertThat(leftOut.leaveOut("a", "WRONGTYPE", 0)).isTrue();
    assertThat(leftOut.leaveOut("a", "WRONGTYPE", MINUTE)).isFalse();
    assertThat(leftOut.leaveOut("a", "NOPERM", MINUTE)).isTrue();
    assertThat(leftOut.reasons()).containsEntry("a", "NOPERM");
  }

  @Test
  void itIsTriedAgainEveryMinuteUntilItIsRead() {
    leftOut.leaveOut("a", "WRONGTYPE", 0);
    assertThat(leftOut.due(MINUTE - 1)).isEmpty();
    assertThat(leftOut.due(MINUTE)).containsExactly("a");
    assertThat(leftOut.due(MINUTE + 1)).isEmpty();
    assertThat(leftOut.due(2 * MINUTE)).containsExactly("a");
    assertThat(leftOut.wasRead("b")).isFalse();
    assertThat(leftOut.wasRead("a")).isTrue();
    assertThat(leftOut.wasRead("a")).isFalse();
    assertThat(leftOut.due(4 * MINUTE)).isEmpty();
    assertThat(leftOut.isEmpty()).isTrue();
  }
}
