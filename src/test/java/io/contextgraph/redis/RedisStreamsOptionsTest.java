package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedisStreamsOptionsTest {
  private static RedisStreamsOptions.Builder valid() {
    return RedisStreamsOptions.builder().streams(List.of("events")).group("group");
  }

  /** A change that makes valid options invalid, and the resulting message. */
  private record Invalid(String message, UnaryOperator<RedisStreamsOptions.Builder> change) {}

  private static List<Invalid> invalid() {
    return List.of(
        new Invalid("streams or pattern must be set", it -> it.streams(List.of())),
        new Invalid("group must be set", it -> it.group(" ")),
        new Invalid("maxEntryBytes must be at least 65536", it -> it.maxEntryBytes(65_535)),
        new Invalid("maxReadBytes must be positive", it -> it.maxReadBytes(-1)),
        new Invalid("maxKeyBytes must be between 1 and 32768", it -> it.maxKeyBytes(32_769)),
        new Invalid("a key in streams is longer than maxKeyBytes (5)", it -> it.maxKeyBytes(5)),
        new Invalid("block must be at least 1 ms", it -> it.block(Duration.ofNanos(1))),
        new Invalid(
            "discoveryInterval must be at least 1 ms", it -> it.discoveryInterval(Duration.ZERO)),
        new Invalid(
            "reconnectTimeout must be at least 1 s",
            it -> it.reconnectTimeout(Duration.ofMillis(999))));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidOptionIsNamed(Invalid invalid) {
    assertThatThrownBy(() -> invalid.change().apply(valid()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(invalid.message());
  }

  @Test
  void aPatternAloneIsEnough() {
    assertThat(RedisStreamsOptions.builder().pattern("*").group("group").build().streams())
        .isEmpty();
  }

  @Test
  void entriesAreNotTrimmedIfTheStartMaySkipSome() {
    assertThat(valid().trim(true).build().trims()).isTrue();
    assertThat(valid().trim(true).start(StartPosition.earliest()).build().trims()).isTrue();
    assertThat(valid().trim(true).start(StartPosition.latest()).build().trims()).isFalse();
    assertThat(valid().trim(true).start(StartPosition.after(StreamPosition.ZERO)).build().trims())
        .isFalse();
    assertThat(valid().build().trims()).isFalse();
  }
}
