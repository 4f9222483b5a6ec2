package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(700));

  @Test
  void thePauseDoublesUpToTheLimitAndStartsAgainAfterAReset() {
    assertThat(Stream.generate(backoff::afterFailure).limit(5).map(Duration::toMillis))
        .containsExactly(100L, 200L, 400L, 700L, 700L);
    backoff.reset();
    assertThat(backoff.afterFailure()).isEqualTo(Duration.ofMillis(100));
  }
}
