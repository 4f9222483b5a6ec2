package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads from a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RedisSplitReaderIT {
  private static final int MAX_ENTRY = 1 << 20;
  private static final int MAX_READ = 4 << 20;

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final RedisCommands<String, String> redis = test.redis();
  private final String stream = test.key();
  private final SharedHistories histories = new SharedHistories();
  private final RedisSourceMetrics metrics =
      new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());

  @AfterEach
  void disconnect() {
    test.close();
  }

  private RedisStreamsOptions options(boolean failOnLoss, int maxRead) {
    return RedisStreamsOptions.builder()
        .streams(List.of(stream))
        .group("group")
        .failOnLoss(failOnLoss)
        .maxEntryBytes(MAX_ENTRY)
        .maxReadBytes(maxRead)
        .block(Duration.ofMillis(50))
        .build();
  }

  private StreamSplit fromStart() {
    return new StreamSplit(stream, StreamPosition.ZERO, 0, 0, 0, null);
  }

  private RedisSplitReader reader(StreamSplit split, boolean failOnLoss) {
    RedisSplitReader reader = reader(failOnLoss, MAX_READ);
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
    return reader;
  }

  private RedisSplitReader reader(boolean failOnLoss, int maxRead) {
    return new RedisSplitReader(
        address,
        options(failOnLoss, maxRead),
        metrics,
        histories,
        new VanishedStreams(),
        System::nanoTime);
  }

  @Test
  void aBoundedSplitThatIsAtItsEndIsNotInspectedForLoss() throws Exception {
    StreamPosition end = StreamPosition.parse(redis.xadd(stream, "field", "value"));
    redis.xdel(stream, redis.xadd(stream, "field", "never read"));
    StreamSplit finished = new StreamSplit(stream, end, 1, 0, 0, end);
    String other = stream + "-other";
    redis.xadd(other, "field", "value");
    StreamSplit unread = new StreamSplit(other, StreamPosition.ZERO, 0, 0, 0, null);
    try (RedisSplitReader reader = reader(true, MAX_READ)) {
      reader.handleSplitsChanges(new SplitsAddition<>(List.of(finished, unread)));
      assertThat(FetchedEntries.of(reader, 1))
          .extracting(it -> it.entry().stream())
          .containsOnly(other);
    }
  }

  @Test
  void aRepeatedFieldIsReadTwice() throws Exception {
    redis.dispatch(
        CommandType.XADD,
        new StatusOutput<>(StringCodec.UTF8),
        new CommandArgs<>(StringCodec.UTF8)
            .addKey(stream)
            .add("*")
            .addValues("a", "1", "a", "2", "", "3"));
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      StreamEntry entry = FetchedEntries.of(reader, 1).get(0).entry();
      assertThat(entry.fields().stream().map(it -> new String(it, StandardCharsets.UTF_8)))
          .containsExactly("a", "1", "a", "2", "", "3");
      assertThat(entry.size()).isEqualTo(5);
    }
  }

  @Test
  void noStreamIsStarvedByStreamsThatAlwaysHaveEntries() throws Exception {
    int streams = 8;
    List<StreamSplit> splits = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      String key = stream + "-" + i;
      splits.add(new StreamSplit(key, StreamPosition.ZERO, 0, 0, 0, null));
      for (int entries = 0; entries < 5; entries++) {
        redis.xadd(key, "v", "x".repeat(900));
      }
    }
    Set<String> seen = new HashSet<>();
    // A reply contains five entries.
    try (RedisSplitReader reader = reader(true, 4_000)) {
      reader.handleSplitsChanges(new SplitsAddition<>(splits));
      for (int reads = 0; reads < 4; reads++) {
        FetchedEntries.of(reader, 1).forEach(it -> seen.add(it.entry().stream()));
      }
    }
    assertThat(seen).hasSize(streams);
  }

  @Test
  void theHeadOfAnEntryBeyondTheLimitIsReadWithItsFullSize() throws Exception {
    redis.xadd(stream, "before", "x", "big", "y".repeat(MAX_ENTRY), "after", "z");
    test.add("next");
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      List<FetchedEntry> fetched = FetchedEntries.of(reader, 2);
      StreamEntry big = fetched.get(0).entry();
      assertThat(big.complete()).isFalse();
      assertThat(big.size()).isEqualTo(MAX_ENTRY + 16);
      assertThat(big.fields().get(0)).asString(StandardCharsets.UTF_8).isEqualTo("before");
      assertThat(big.fields().stream().mapToInt(it -> it.length).sum())
          .isLessThanOrEqualTo(MAX_ENTRY);
      assertThat(FetchedEntries.value(fetched.get(1))).isEqualTo("next");
    }
  }

  @Test
  void aBacklogOfLargeEntriesIsReadInBoundedReplies() throws Exception {
    String large = "x".repeat(256 << 10);
    for (int i = 0; i < 80; i++) {
      redis.xadd(stream, "v", Integer.toString(i), "large", large);
    }
    List<String> values = new ArrayList<>();
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      while (values.size() < 80) {
        List<FetchedEntry> reply = FetchedEntries.of(reader);
        assertThat(reply.stream().mapToLong(it -> it.entry().size()).sum())
            .isLessThanOrEqualTo(MAX_READ + MAX_ENTRY);
        reply.forEach(it -> values.add(FetchedEntries.value(it)));
      }
    }
    for (int i = 0; i < 80; i++) {
      assertThat(values.get(i)).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void aWaitingReadReturnsWhenWokenAndLosesNothing() throws Exception {
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      for (int i = 0; i < 50; i++) {
        reader.wakeUp();
        test.add(Integer.toString(i));
        List<FetchedEntry> fetched = FetchedEntries.of(reader, 1);
        assertThat(FetchedEntries.value(fetched.get(0))).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void entriesRemovedUnreadAreCounted() throws Exception {
    test.add("read");
    try (RedisSplitReader reader = reader(fromStart(), false)) {
      FetchedEntries.of(reader, 1);
      test.add("lost");
      test.add("lost");
      redis.xtrim(stream, 0);
      test.add("kept");
      FetchedEntry kept = FetchedEntries.of(reader, 1).get(0);
      assertThat(FetchedEntries.value(kept)).isEqualTo("kept");
      long lost = 0;
      while (lost == 0) {
        test.add("after");
        lost = FetchedEntries.of(reader, 1).get(0).splitAfter().lostEntries();
      }
      assertThat(lost).isEqualTo(2);
    }
  }

  @Test
  void entriesRemovedUnreadFailTheReaderIfConfigured() {
    test.add("lost");
    test.add("kept");
    redis.xtrim(stream, 1);
    assertThatThrownBy(
            () -> {
              try (RedisSplitReader reader = reader(fromStart(), true)) {
                while (true) {
                  FetchedEntries.of(reader);
                }
              }
            })
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageMatching(
            "Entries of stream "
                + stream
                + " are lost: 1 with ids after 0-0 and up to \\d+-\\d+\\. .*");
  }

  @Test
  void aStreamWithARewrittenHistoryIsReadAgainFromItsFirstEntry() throws Exception {
    redis.xadd(stream, new XAddArgs().id("9000000000000-0"), "v", "old");
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      FetchedEntries.of(reader, 1);
      redis.del(stream);
      test.add("new");
      List<FetchedEntry> fetched = FetchedEntries.of(reader, 1);
      assertThat(FetchedEntries.value(fetched.get(0))).isEqualTo("new");
      assertThat(fetched.get(0).splitAfter().epoch()).isEqualTo(1);
      assertThat(histories.of(stream).isOutdated(fromStart())).isTrue();
    }
  }
}
