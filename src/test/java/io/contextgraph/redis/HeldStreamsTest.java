package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldStreamsTest {
  private final HeldStreams streams = new HeldStreams();

  private Optional<String> update(String stream, @Nullable String group, long first, long seconds) {
    long entries = group == null ? 0 : 10;
    TrimLimit limit = new TrimLimit(new StreamPosition(first, 0), group);
    return streams.update(stream, limit, entries, Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void aGroupThatHoldsAStreamAndDoesNotMoveForAMinuteIsNamedOnce() {
    assertThat(update("s", "idle", 5, 0)).isEmpty();
    assertThat(update("s", "idle", 5, 59)).isEmpty();
    assertThat(update("s", "idle", 5, 60).orElseThrow())
        .contains("Group idle keeps stream s", "5-0", "entries held: 10");
    assertThat(update("s", "idle", 5, 200)).isEmpty();
  }

  @Test
  void aGroupThatMovesIsNotNamed() {
    for (int second = 0; second < 300; second += 10) {
      assertThat(update("s", "slow", second, second)).isEmpty();
    }
  }

  @Test
  void theEntriesOfAllHeldStreamsAreCountedUntilTheyAreReleased() {
    update("s", "idle", 5, 0);
    update("t", "idle", 5, 0);
    assertThat(streams.entries()).isEqualTo(20);
    update("s", null, 9, 1);
    assertThat(streams.entries()).isEqualTo(10);
  }

  @Test
  void nothingOfAForgottenStreamIsHeld() {
    update("s", "idle", 5, 0);
    streams.forget("s");
    assertThat(streams.entries()).isZero();
    assertThat(update("s", "idle", 5, 60)).as("the minute begins again").isEmpty();
  }
}
