package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamDiscoveryTest {
  /** Nothing listens on this port, so any connection would fail. */
  private static final RedisAddress NO_SERVER =
      new RedisAddress(new ServerAddress(URI.create("redis://127.0.0.1:1"), null, null), "test");

  @Test
  void redisIsNotAskedWhenEveryStreamIsKnownAndThereIsNoPattern() {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder().streams(List.of("a", "b")).group("group").build();
    StreamsEnumeratorState restored =
        new StreamsEnumeratorState(List.of("b", "a", "c"), List.of(), true);
    assertThat(new StreamDiscovery(NO_SERVER, options, restored).discover())
        .isEqualTo(Discovered.NOTHING);
  }
}
