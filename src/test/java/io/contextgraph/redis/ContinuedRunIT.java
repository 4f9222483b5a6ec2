package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Continues a run from its state with other options. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ContinuedRunIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final TestingReaderOutput<String> output = new TestingReaderOutput<>();

  @AfterEach
  void disconnect() {
    test.close();
  }

  private static RedisStreamsOptions options(boolean bounded, String... streams) {
    return RedisStreamsOptions.builder()
        .streams(List.of(streams))
        .group("group")
        .bounded(bounded)
        .block(Duration.ofMillis(20))
        .build();
  }

  private SourceReader<String, StreamSplit> reader(boolean bounded, String... streams) {
    return new RedisStreamsSource<>(
            address,
            options(bounded, streams),
            entry -> new String(entry.fields().get(1), StandardCharsets.UTF_8),
            Types.STRING)
        .createReader(new TestingReaderContext());
  }

  private static StreamSplit fromStart(String stream, @Nullable StreamPosition stopAt) {
    return new StreamSplit(stream, StreamPosition.ZERO, 0, 0, 0, stopAt);
  }

  private void awaitRead(SourceReader<String, StreamSplit> reader, String... values)
      throws Exception {
    Waiting.await(
        "everything is read",
        () -> {
          reader.pollNext(output);
          return output.getEmittedRecords().containsAll(List.of(values));
        });
  }

  private void awaitEnd(SourceReader<String, StreamSplit> reader) throws Exception {
    reader.notifyNoMoreSplits();
    Waiting.await("the reader ends", () -> reader.pollNext(output) == InputStatus.END_OF_INPUT);
  }

  @Test
  void aStreamThatABoundedRunReadToItsEndIsReadOnByARunWithoutAnEnd() throws Exception {
    StreamPosition end = StreamPosition.parse(test.add("before"));
    List<StreamSplit> state;
    try (SourceReader<String, StreamSplit> bounded = reader(true, test.key())) {
      bounded.start();
      bounded.addSplits(List.of(fromStart(test.key(), end)));
      awaitRead(bounded, "before");
      awaitEnd(bounded);
      state = bounded.snapshotState(1);
    }
    test.add("after");
    try (SourceReader<String, StreamSplit> endless = reader(false, test.key())) {
      endless.addSplits(state);
      endless.start();
      awaitRead(endless, "after");
    }
    assertThat(output.getEmittedRecords()).containsExactly("before", "after");
  }

  @Test
  void aBoundedRunEndsAStreamThatAnEndlessRunBegan() throws Exception {
    test.add("last");
    try (SourceReader<String, StreamSplit> bounded = reader(true, test.key())) {
      bounded.addSplits(List.of(fromStart(test.key(), null)));
      bounded.start();
      awaitRead(bounded, "last");
      awaitEnd(bounded);
    }
  }

  @Test
  void aBoundedRunAlsoEndsAStreamThatRedisRefusesAtFirst() throws Exception {
    test.redis().set(test.key(), "no stream");
    RedisSourceMetrics metrics =
        new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
    AtomicLong laterNanos = new AtomicLong();
    try (RedisSplitReader bounded =
        new RedisSplitReader(
            address,
            options(true, test.key()),
            metrics,
            new SharedHistories(),
            new VanishedStreams(),
            () -> System.nanoTime() + laterNanos.get())) {
      bounded.handleSplitsChanges(new SplitsAddition<>(List.of(fromStart(test.key(), null))));
      bounded.fetch();
      assertThat(metrics.leftOut()).containsOnlyKeys(test.key());
      test.redis().del(test.key());
      String last = test.add("last");
      laterNanos.addAndGet(Duration.ofSeconds(61).toNanos());
      StreamSplit read = FetchedEntries.of(bounded, 1).get(0).splitAfter();
      assertThat(read.stopAt()).hasToString(last);
    }
  }

  @Test
  void aStreamThatIsNoLongerSelectedIsReleased() throws Exception {
    String removed = test.key() + "-removed";
    test.redis().xadd(removed, "v", "of the removed stream");
    try (SourceReader<String, StreamSplit> reader = reader(false, test.key())) {
      reader.addSplits(List.of(fromStart(removed, null), fromStart(test.key(), null)));
      reader.start();
      test.add("of the other stream");
      awaitRead(reader, "of the other stream");
      assertThat(reader.snapshotState(1)).extracting(StreamSplit::stream).containsOnly(test.key());
    }
    assertThat(output.getEmittedRecords()).containsExactly("of the other stream");
    StreamsEnumeratorState state =
        new StreamsEnumeratorState(
            List.of(removed, test.key()), List.of(fromStart(removed, null)), true);
    assertThat(state.continuedBy(new StreamSelection(List.of(test.key()), null), false))
        .isEqualTo(new StreamsEnumeratorState(List.of(test.key()), List.of(), true));
  }
}
