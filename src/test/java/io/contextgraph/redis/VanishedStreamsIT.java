package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads a stream of a pattern whose key is gone. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class VanishedStreamsIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final RedisStreamsOptions options =
      RedisStreamsOptions.builder()
          .pattern("*")
          .group("group")
          .block(Duration.ofMillis(20))
          .build();

  @AfterEach
  void disconnect() {
    test.redis().del(test.key());
    test.close();
  }

  @Test
  void aStreamWhoseKeyIsGoneForAMinuteIsNoLongerReadAndFinishesOnceItIsForgotten()
      throws Exception {
    String gone = test.key();
    AtomicLong later = new AtomicLong();
    VanishedStreams vanished = new VanishedStreams();
    try (RedisSplitReader reader =
        new RedisSplitReader(
            address,
            options,
            new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup()),
            new SharedHistories(),
            vanished,
            () -> System.nanoTime() + later.get())) {
      reader.handleSplitsChanges(
          new SplitsAddition<>(
              List.of(StreamSplit.startingAfter(gone, StreamPosition.ZERO, 0, null))));
      List<String> reported = List.of();
      while (reported.isEmpty()) {
        reader.fetch();
        later.addAndGet(VanishedStreams.ABSENCE.toNanos());
        reported = vanished.takeUnreported();
      }
      assertThat(reported).containsExactly(gone);
      test.redis().xadd(gone, "v", "not read by the old split");
      assertThat(FetchedEntries.of(reader)).isEmpty();
      vanished.forget(gone);
      assertThat(reader.fetch().finishedSplits()).containsExactly(gone);
    }
  }
}
