package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.RawEntry;
import io.contextgraph.local.TestServers;
import io.contextgraph.redis.RedisStreamsOptions.Start;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The source's dealings with a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RedisSplitReaderIT {
  private static final int MAX_ENTRY = 1 << 20;
  private static final int MAX_READ = 4 << 20;

  private final RedisAddress address = TestServers.redis();
  private final ClientResources resources = ClientResources.create();
  private final RedisClient client = address.client(resources);
  private final StatefulRedisConnection<String, String> connection = client.connect();
  private final RedisCommands<String, String> redis = connection.sync();
  private final String stream = "reader-" + System.nanoTime();
  private final RedisSourceMetrics metrics =
      new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());

  @AfterEach
  void disconnect() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown(0, 2, TimeUnit.SECONDS);
  }

  private static RedisStreamsOptions options(boolean failOnLoss) {
    return new RedisStreamsOptions(
        List.of(),
        null,
        "group",
        Start.GROUP,
        null,
        false,
        true,
        failOnLoss,
        MAX_ENTRY,
        MAX_READ,
        Duration.ofMillis(50),
        Duration.ofSeconds(1));
  }

  private StreamSplit fromStart() {
    return new StreamSplit(stream, StreamPosition.ZERO, 0, 0, 0, null);
  }

  private RedisSplitReader reader(StreamSplit split, boolean failOnLoss) {
    RedisSplitReader reader = new RedisSplitReader(address, options(failOnLoss), metrics);
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
    return reader;
  }

  private static List<Fetched> fetch(RedisSplitReader reader) throws Exception {
    List<Fetched> fetched = new ArrayList<>();
    RecordsWithSplitIds<Fetched> records = reader.fetch();
    while (records.nextSplit() != null) {
      for (Fetched next = records.nextRecordFromSplit();
          next != null;
          next = records.nextRecordFromSplit()) {
        fetched.add(next);
      }
    }
    return fetched;
  }

  private static List<Fetched> fetch(RedisSplitReader reader, int count) throws Exception {
    List<Fetched> fetched = new ArrayList<>();
    while (fetched.size() < count) {
      fetched.addAll(fetch(reader));
    }
    return fetched;
  }

  private String add(String value) {
    return redis.xadd(stream, "v", value);
  }

  private static String value(Fetched fetched) {
    return new String(fetched.entry().fields().get(1), StandardCharsets.UTF_8);
  }

  @Test
  void aFieldThatIsThereTwiceIsReadTwice() throws Exception {
    redis.dispatch(
        CommandType.XADD,
        new StatusOutput<>(StringCodec.UTF8),
        new CommandArgs<>(StringCodec.UTF8)
            .addKey(stream)
            .add("*")
            .addValues("a", "1", "a", "2", "", "3"));
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      RawEntry entry = fetch(reader, 1).get(0).entry();
      assertThat(entry.fields().stream().map(it -> new String(it, StandardCharsets.UTF_8)))
          .containsExactly("a", "1", "a", "2", "", "3");
      assertThat(entry.size()).isEqualTo(5);
    }
  }

  @Test
  void ofAnEntryBeyondTheLimitTheHeadIsReadWithItsSize() throws Exception {
    redis.xadd(stream, "before", "x", "big", "y".repeat(MAX_ENTRY), "after", "z");
    add("next");
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      List<Fetched> fetched = fetch(reader, 2);
      RawEntry big = fetched.get(0).entry();
      assertThat(big.complete()).isFalse();
      assertThat(big.size()).isEqualTo(MAX_ENTRY + 16);
      assertThat(big.fields().get(0)).asString(StandardCharsets.UTF_8).isEqualTo("before");
      assertThat(big.fields().stream().mapToInt(it -> it.length).sum())
          .isLessThanOrEqualTo(MAX_ENTRY);
      assertThat(value(fetched.get(1))).isEqualTo("next");
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
        List<Fetched> reply = fetch(reader);
        assertThat(reply.stream().mapToLong(it -> it.entry().size()).sum())
            .isLessThanOrEqualTo(MAX_READ + MAX_ENTRY);
        reply.forEach(it -> values.add(value(it)));
      }
    }
    for (int i = 0; i < 80; i++) {
      assertThat(values.get(i)).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void aReadThatWaitsReturnsWhenWokenAndLosesNothing() throws Exception {
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      for (int i = 0; i < 50; i++) {
        reader.wakeUp();
        add(Integer.toString(i));
        List<Fetched> fetched = fetch(reader, 1);
        assertThat(value(fetched.get(0))).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void entriesThatVanishUnreadAreCounted() throws Exception {
    add("read");
    try (RedisSplitReader reader = reader(fromStart(), false)) {
      fetch(reader, 1);
      add("lost");
      add("lost");
      redis.xtrim(stream, 0);
      add("kept");
      Fetched kept = fetch(reader, 1).get(0);
      assertThat(value(kept)).isEqualTo("kept");
      add("after");
      TimeUnit.MILLISECONDS.sleep(1_100);
      fetch(reader, 1);
      add("last");
      assertThat(fetch(reader, 1).get(0).after().lost()).isEqualTo(2);
    }
  }

  @Test
  void entriesThatVanishUnreadFailTheReaderIfAskedTo() {
    add("lost");
    add("kept");
    redis.xtrim(stream, 1);
    assertThatThrownBy(
            () -> {
              try (RedisSplitReader reader = reader(fromStart(), true)) {
                fetch(reader, 1);
                TimeUnit.MILLISECONDS.sleep(1_100);
                fetch(reader, 1);
              }
            })
        .isInstanceOf(SuppressRestartsException.class)
        .rootCause()
        .hasMessageContaining("1 entries of stream " + stream + " are gone");
  }

  @Test
  void aStreamThatWentBackIsReadAgainFromItsFirstEntry() throws Exception {
    redis.xadd(stream, new XAddArgs().id("9000000000000-0"), "v", "old");
    try (RedisSplitReader reader = reader(fromStart(), true)) {
      fetch(reader, 1);
      redis.del(stream);
      add("new");
      TimeUnit.MILLISECONDS.sleep(1_100);
      List<Fetched> fetched = fetch(reader, 1);
      assertThat(value(fetched.get(0))).isEqualTo("new");
      assertThat(fetched.get(0).after().history()).isEqualTo(1);
    }
  }

  @Test
  void acknowledgingMovesTheGroupAndTrimsUpToWhatOthersNeed() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(add(Integer.toString(i)));
    }
    XGroupCreateArgs create = XGroupCreateArgs.Builder.entriesRead(0);
    redis.xgroupCreate(StreamOffset.from(stream, "0"), "slow", create);
    redis.xreadgroup(
        io.lettuce.core.Consumer.from("slow", "c"),
        io.lettuce.core.XReadArgs.Builder.count(4),
        StreamOffset.lastConsumed(stream));
    redis.xack(stream, "slow", ids.get(0), ids.get(1));
    StreamSplit read = new StreamSplit(stream, StreamPosition.parse(ids.get(7)), 8, 0, 0, null);
    acknowledge(read);
    try (RedisSession session = RedisSession.open(address)) {
      GroupInfo group = group(session, "group");
      assertThat(group.lastDelivered()).hasToString(ids.get(7));
      assertThat(group.lag()).isEqualTo(2);
      assertThat(group.pending()).isZero();
      // The slow group has entries 2 and 3 pending, so these must stay.
      assertThat(redis.xrange(stream, io.lettuce.core.Range.unbounded()).get(0).getId())
          .isEqualTo(ids.get(2));
      acknowledge(new StreamSplit(stream, StreamPosition.parse(ids.get(3)), 4, 0, 0, null));
      assertThat(group(session, "group").lastDelivered()).hasToString(ids.get(7));
    }
    redis.xgroupDestroy(stream, "slow");
    acknowledge(new StreamSplit(stream, StreamPosition.parse(ids.get(9)), 10, 0, 0, null));
    assertThat(redis.xlen(stream)).isZero();
  }

  private void acknowledge(StreamSplit split) throws Exception {
    try (Acknowledger acknowledger = new Acknowledger(address, options(true), metrics)) {
      acknowledger.acknowledge(List.of(split));
    }
  }

  private GroupInfo group(RedisSession session, String name) {
    return session.groups(stream).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWrongPasswordIsRefusedInOneLine() {
    redis.aclSetuser(
        "tester",
        io.lettuce.core.AclSetuserArgs.Builder.on().addPassword("right").allKeys().allCommands());
    assertThat(redis.aclGetuser("tester")).isNotEmpty();
    RedisAddress right = as("tester", "right");
    RedisSession.open(right).close();
    assertThatThrownBy(() -> RedisSession.open(as("tester", "wrong")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Redis at " + address + " as tester refuses")
        .hasMessageNotContaining("wrong,");
  }

  private RedisAddress as(String user, String password) {
    return new RedisAddress(
        new ServerAddress(address.address().uri(), user, new Secret.InMemory(password)), "test");
  }
}
