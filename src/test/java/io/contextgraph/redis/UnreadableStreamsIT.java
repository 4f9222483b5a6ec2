package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisException;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads streams of which one cannot be read, from a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class UnreadableStreamsIT {
  private static final String LIMIT = "client-output-buffer-limit";

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final String bad = test.key() + "-bad";
  private final RedisSourceMetrics metrics =
      new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
  private final AtomicLong laterNanos = new AtomicLong();

  @AfterEach
  void restore() {
    test.redis().configSet(LIMIT, "normal 0 0 0");
    test.redis().del(test.key(), bad);
    test.close();
  }

  private RedisSplitReader reader(RedisAddress from) {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .streams(List.of(test.key(), bad))
            .group("group")
            .block(Duration.ofMillis(20))
            .build();
    RedisSplitReader reader =
        new RedisSplitReader(
            from,
            options,
            metrics,
            new SharedHistories(),
            new VanishedStreams(),
            () -> System.nanoTime() + laterNanos.get());
    reader.handleSplitsChanges(
        new SplitsAddition<>(
            List.of(
                StreamSplit.startingAfter(bad, StreamPosition.ZERO, 0, null),
                StreamSplit.startingAfter(test.key(), StreamPosition.ZERO, 0, null))));
    return reader;
  }

  private static void expect(RedisSplitReader reader, String value) throws IOException {
    assertThat(FetchedEntries.of(reader, 1)).extracting(FetchedEntries::value).contains(value);
  }

  @Test
  void aKeyThatIsNoStreamIsLeftOutAloneAndReadOnceItIsOne() throws Exception {
    test.redis().set(bad, "a string");
    test.add("read");
    try (RedisSplitReader reader = reader(address)) {
      expect(reader, "read");
      assertThat(metrics.leftOut()).containsOnlyKeys(bad);
      assertThat(metrics.leftOut().get(bad)).startsWith("WRONGTYPE");
      test.redis().del(bad);
      test.redis().xadd(bad, "v", "a stream now");
      laterNanos.addAndGet(Duration.ofSeconds(61).toNanos());
      expect(reader, "a stream now");
      assertThat(metrics.leftOut()).isEmpty();
    }
  }

  @Test
  void aStreamThatTurnsIntoSomethingElseDoesNotStopTheOthers() throws Exception {
    test.redis().xadd(bad, "v", "first");
    try (RedisSplitReader reader = reader(address)) {
      expect(reader, "first");
      test.redis().del(bad);
      test.redis().lpush(bad, "a list");
      for (int i = 0; i < 5; i++) {
        test.add("value " + i);
        expect(reader, "value " + i);
      }
      while (metrics.leftOut().isEmpty()) {
        reader.fetch();
      }
      assertThat(metrics.leftOut()).containsOnlyKeys(bad);
    }
  }

  @Test
  void aStreamThatTheUserMayNotReadIsLeftOutAlone() throws Exception {
    RedisAddress user = user(AclSetuserArgs.Builder.on().allCommands().keyPattern(test.key()));
    test.redis().xadd(bad, "v", "secret");
    test.add("read");
    try (RedisSplitReader reader = reader(user)) {
      expect(reader, "read");
      assertThat(metrics.leftOut().get(bad)).startsWith("NOPERM");
    }
  }

  private RedisAddress user(AclSetuserArgs rights) {
    test.redis().aclSetuser("limited", rights.addPassword("right"));
    return new RedisAddress(
        new ServerAddress(address.address().uri(), "limited", new Secret.InMemory("right")),
        "test");
  }

  @Test
  void aBacklogThatExceedsTheOutputLimitOfTheServerDrainsWithinTheTask() throws Exception {
    test.redis().configSet(LIMIT, "normal 4194304 0 0");
    String large = "x".repeat(250_000);
    for (int i = 0; i < 40; i++) {
      test.redis().xadd(test.key(), "v", "" + i, "large", large);
    }
    try (RedisSplitReader reader = reader(address)) {
      List<FetchedEntry> fetched = FetchedEntries.of(reader, 40);
      assertThat(fetched).hasSize(40);
      assertThat(FetchedEntries.value(fetched.get(39))).isEqualTo("39");
    }
  }

  @Test
  void anEntryThatExceedsTheOutputLimitIsReadInPartsAndStatesItsSize() throws Exception {
    test.redis().configSet(LIMIT, "normal 4194304 0 0");
    test.add("before");
    addLarge(6 << 20);
    test.add("behind");
    try (RedisSplitReader reader = reader(address)) {
      List<FetchedEntry> fetched = new ArrayList<>(FetchedEntries.of(reader, 3));
      StreamEntry entry = fetched.get(1).entry();
      assertThat(entry.complete()).isFalse();
      assertThat(entry.size()).isEqualTo((6 << 20) + 1);
      assertThat(entry.fields().get(1)).hasSize((1 << 20) - 1);
      assertThat(FetchedEntries.value(fetched.get(2))).isEqualTo("behind");
    }
  }

  @Test
  void aStreamWhoseLastEntryExceedsTheOutputLimitIsDescribedByAScript() throws Exception {
    test.redis().configSet(LIMIT, "normal 4194304 0 0");
    addLarge(6 << 20);
    InfoMode mode = new InfoMode();
    for (int loss = 0; loss < 2; loss++) {
      try (RedisConnection cut = RedisConnection.open(address, mode)) {
        assertThatThrownBy(() -> new StreamInspector(cut).stream(test.key()))
            .isInstanceOf(RedisException.class);
      }
    }
    try (RedisConnection next = RedisConnection.open(address, mode)) {
      StreamInfo info = new StreamInspector(next).stream(test.key()).orElseThrow();
      assertThat(info.added()).isEqualTo(1);
      assertThat(info.lastEntry()).isEqualTo(info.lastGenerated());
      assertThat(new StreamInspector(next).stream("absent")).isEmpty();
    }
  }

  @Test
  void anEntryWithinTheLimitOfTheSourceIsReadWholeInParts() throws Exception {
    test.redis().configSet(LIMIT, "normal 200000 0 0");
    addLarge(900_000);
    try (RedisSplitReader reader = reader(address)) {
      StreamEntry entry = FetchedEntries.of(reader, 1).get(0).entry();
      assertThat(entry.complete()).isTrue();
      assertThat(entry.fields().get(1)).hasSize(900_000).containsOnly('y');
    }
  }

  @Test
  void whereNoScriptMayRunTheStreamWithTheEntryIsLeftOutAndNamed() throws Exception {
    RedisAddress user =
        user(
            AclSetuserArgs.Builder.on().allKeys().allCommands().removeCommand(CommandType.EVAL_RO));
    test.redis().configSet(LIMIT, "normal 4194304 0 0");
    addLarge(6 << 20);
    test.redis().xadd(bad, "v", "read");
    try (RedisSplitReader reader = reader(user)) {
      expect(reader, "read");
      while (metrics.leftOut().isEmpty()) {
        reader.fetch();
      }
      assertThat(metrics.leftOut().get(test.key())).contains("after 0-0").contains("NOPERM");
      test.redis().xadd(bad, "v", "read too");
      expect(reader, "read too");
    }
  }

  private void addLarge(int bytes) {
    test.redis()
        .eval(
            "return redis.call('XADD', KEYS[1], '*', 'v', string.rep('y', ARGV[1]))",
            io.lettuce.core.ScriptOutputType.STATUS,
            new String[] {test.key()},
            "" + bytes);
  }
}
