package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.TestServers;
import io.contextgraph.redis.RedisStreamsOptions.Start;
import io.contextgraph.server.RedisAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the streams of a real Redis are started. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StreamsEnumeratorIT {
  private static final StreamsEnumeratorState NOTHING =
      new StreamsEnumeratorState(List.of(), List.of());

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    test.close();
  }

  private RedisStreamsOptions options(Start start) {
    return new RedisStreamsOptions(
        List.of(test.key()),
        null,
        "group",
        start,
        null,
        false,
        true,
        false,
        1 << 20,
        4 << 20,
        Duration.ofMillis(50),
        Duration.ofSeconds(1));
  }

  /** The split that a reader gets after the first look. */
  private StreamSplit first(Start start, boolean restored) throws Throwable {
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      StreamsEnumerator enumerator =
          new StreamsEnumerator(context, address, options(start), NOTHING, restored);
      context.registerReader(new ReaderInfo(0, "here"));
      enumerator.start();
      context.runPeriodicCallable(0);
      return context.getSplitsAssignmentSequence().get(0).assignment().get(0).get(0);
    }
  }

  @Test
  void whatAStartSkipsIsNotTrimmedByALaterRunEither() throws Throwable {
    test.add("skipped");
    String last = test.add("skipped too");
    assertThat(first(Start.LATEST, false).position()).hasToString(last);
    String read = test.add("read");
    RedisSourceMetrics metrics =
        new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
    try (Acknowledger later = new Acknowledger(address, options(Start.GROUP), metrics, Map.of())) {
      later.acknowledge(
          List.of(new StreamSplit(test.key(), StreamPosition.parse(read), 3, 0, 0, null)));
    }
    assertThat(test.redis().xlen(test.key())).isEqualTo(3);
    assertThat(first(Start.GROUP, false).position()).hasToString(read);
  }

  @Test
  void aStartThatNeverReachedRedisIsStillToCome() throws Throwable {
    String last = test.add("to be skipped");
    assertThat(first(Start.LATEST, true).position()).hasToString(last);
  }
}
