package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads from a real Redis through a connection that breaks within replies. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CutConnectionIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    test.redis().del(test.key());
    test.close();
  }

  private RedisSplitReader reader(int port, Duration reconnectTimeout) {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .streams(List.of(test.key()))
            .group("group")
            .block(Duration.ofMillis(20))
            .reconnectTimeout(reconnectTimeout)
            .build();
    URI uri = URI.create("redis://127.0.0.1:" + port);
    return TestStream.reader(
        new RedisAddress(new ServerAddress(uri, null, null), "test"),
        options,
        List.of(test.fromFirst()));
  }

  @Test
  void aConnectionCutWithinRepliesCostsNoEntryAndNoRestartAndRepeatsNone() throws Exception {
    int entries = 400;
    for (int i = 0; i < entries; i++) {
      test.redis().xadd(test.key(), "v", "" + i, "more", "x".repeat(5_000));
    }
    List<FetchedEntry> fetched = new ArrayList<>();
    try (CuttingProxy proxy = new CuttingProxy(address.port(), 90_000);
        RedisSplitReader reader = reader(proxy.port(), Duration.ofSeconds(30))) {
      while (fetched.size() < entries) {
        fetched.addAll(FetchedEntries.of(reader));
      }
      assertThat(proxy.cuts()).isGreaterThan(10);
    }
    assertThat(fetched)
        .extracting(FetchedEntries::value)
        .containsExactlyElementsOf(IntStream.range(0, entries).mapToObj(i -> "" + i).toList());
    assertThat(fetched).allMatch(it -> it.entry().fields().get(3).length == 5_000);
  }

  @Test
  void theReaderFailsOnceRedisWasAwayForLongerThanTheTimeout() throws Exception {
    try (RedisSplitReader reader = reader(1, Duration.ofSeconds(1))) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  reader.fetch();
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("redis://127.0.0.1:1");
    }
  }

  @Test
  void aWaitForRedisReturnsWhenWoken() throws Exception {
    try (RedisSplitReader reader = reader(1, Duration.ofMinutes(10))) {
      for (int attempt = 0; attempt < 200; attempt++) {
        reader.wakeUp();
        assertThat(FetchedEntries.of(reader)).isEmpty();
      }
    }
  }
}
