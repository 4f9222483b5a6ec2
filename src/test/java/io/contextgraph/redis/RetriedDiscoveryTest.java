package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.server.RefusedException;
import io.contextgraph.server.ServerAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriedDiscoveryTest {
  private long now = -5;
  private int calls;
  private boolean fails;
  private boolean refuses;

  private final RetriedDiscovery discovery = discovery(false);

  private RetriedDiscovery discovery(boolean continued) {
    return new RetriedDiscovery(this::discover, Duration.ofSeconds(10), () -> now, continued);
  }

  private Discovered discover() {
    calls++;
    if (refuses) {
      throw new RefusedException(
          "Redis",
          new ServerAddress(URI.create("redis://host"), null, null),
          new IllegalStateException("WRONGPASS"));
    }
    if (fails) {
      throw new IllegalStateException("away");
    }
    return Discovered.NOTHING;
  }

  /** How many discoveries ran in the next seconds. */
  private int callsDuring(int seconds) {
    int before = calls;
    for (int tick = 0; tick < seconds; tick++) {
      discovery.runIfDue();
      now += discovery.tick().toNanos();
    }
    return calls - before;
  }

  @Test
  void itRunsAtOnceAndThenAtTheInterval() {
    assertThat(callsDuring(1)).isEqualTo(1);
    assertThat(callsDuring(9)).isZero();
    assertThat(callsDuring(100)).isEqualTo(10);
  }

  @Test
  void aFailureIsRetriedSoonerAndForAsLongAsItLasts() {
    fails = true;
    assertThat(callsDuring(60)).isBetween(12, 25);
    assertThat(discovery.isAvailable()).isFalse();
    assertThat(callsDuring(10_000)).isBetween(1_900, 2_600);
    fails = false;
    assertThat(callsDuring(20)).isBetween(2, 3);
    assertThat(discovery.isAvailable()).isTrue();
  }

  @Test
  void credentialsThatHaveNeverWorkedEndTheJob() {
    refuses = true;
    assertThatExceptionOfType(RefusedException.class).isThrownBy(discovery::runIfDue);
  }

  @Test
  void credentialsThatHaveWorkedAreTriedAgain() {
    callsDuring(1);
    refuses = true;
    assertThat(callsDuring(60)).isBetween(8, 25);
    assertThat(discovery(true).runIfDue()).isEmpty();
  }
}
