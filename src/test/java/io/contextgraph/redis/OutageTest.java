package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
  private final Outage outage = new Outage(Duration.ofSeconds(30));

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }

  @Test
  void theFirstAttemptIsDueAtOnceAndLaterOnesWaitLongerAndLonger() {
    long now = Long.MAX_VALUE - 5;
    assertThat(outage.waitNanos(now)).isZero();
    outage.failed(now);
    assertThat(outage.waitNanos(now)).isZero();
    outage.failed(now);
    assertThat(outage.waitNanos(now)).isEqualTo(seconds(0.05));
    assertThat(outage.waitNanos(now + seconds(0.05))).isZero();
    outage.failed(now);
    assertThat(outage.waitNanos(now)).isEqualTo(seconds(0.1));
    for (int i = 0; i < 100; i++) {
      outage.failed(now);
    }
    assertThat(outage.waitNanos(now)).isEqualTo(seconds(5));
  }

  @Test
  void itIsTooLongOnceItsLimitHasPassedSinceTheFirstFailure() {
    outage.failed(7);
    outage.failed(7 + seconds(20));
    assertThat(outage.isTooLong(7 + seconds(30))).isFalse();
    assertThat(outage.isTooLong(8 + seconds(30))).isTrue();
    outage.end();
    assertThat(outage.isTooLong(8 + seconds(60))).isFalse();
    outage.failed(seconds(100));
    assertThat(outage.isTooLong(seconds(129))).isFalse();
  }

  @Test
  void withoutALimitForRetriesTheFirstFailureIsRetriedOnce() {
    Outage none = new Outage(Duration.ZERO);
    none.failed(5);
    assertThat(none.isTooLong(5)).isFalse();
    none.failed(6);
    assertThat(none.isTooLong(6)).isTrue();
  }
}
