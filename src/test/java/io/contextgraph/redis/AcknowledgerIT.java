package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.Consumer;
import io.lettuce.core.Range;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Acknowledges to a real Redis, and checks what it refuses. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class AcknowledgerIT {
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

  @Test
  void acknowledgingMovesTheGroupAndTrimsUpToWhatOtherGroupsNeed() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(test.add(Integer.toString(i)));
    }
    XGroupCreateArgs create = XGroupCreateArgs.Builder.entriesRead(0);
    redis.xgroupCreate(StreamOffset.from(stream, "0"), "slow", create);
    redis.xreadgroup(
        Consumer.from("slow", "c"), XReadArgs.Builder.count(4), StreamOffset.lastConsumed(stream));
    redis.xack(stream, "slow", ids.get(0), ids.get(1));
    StreamSplit read = test.read(ids.get(7), 8);
    acknowledge(read);
    try (RedisConnection connection = RedisConnection.open(address)) {
      StreamInspector inspector = new StreamInspector(connection);
      GroupInfo group = inspector.group(stream, "group").orElseThrow();
      assertThat(group.lastDelivered()).hasToString(ids.get(7));
      assertThat(group.lag()).isEqualTo(2);
      assertThat(group.pending()).isZero();
      // The slow group has entries 2 and 3 pending, so these must stay.
      assertThat(redis.xrange(stream, Range.unbounded()).get(0).getId()).isEqualTo(ids.get(2));
      acknowledge(test.read(ids.get(3), 4));
      assertThat(inspector.group(stream, "group").orElseThrow().lastDelivered())
          .hasToString(ids.get(7));
    }
    redis.xgroupDestroy(stream, "slow");
    acknowledge(test.read(ids.get(9), 10));
    assertThat(redis.xlen(stream)).isZero();
  }

  @Test
  void aCheckpointOfAnOlderEpochTrimsNothing() throws Exception {
    test.add("read before, and again");
    String last = test.add("not read again yet");
    StreamSplit before = test.read(last, 2);
    histories.of(stream).beginEpoch(before.inNewEpoch("", 0));
    acknowledge(before);
    assertThat(redis.xlen(stream)).isEqualTo(2);
    histories.of(stream).beginEpoch(before);
    acknowledge(before);
    assertThat(redis.xlen(stream)).isZero();
  }

  @Test
  void settingAPositionCreatesNoGroupAndReturnsWhetherThereIsOne() throws Exception {
    StreamPosition last = StreamPosition.parse(test.add("filled again, and unread"));
    try (RedisConnection connection = RedisConnection.open(address)) {
      StreamAdmin admin = new StreamAdmin(connection);
      assertThat(admin.setGroupPosition(stream, "group", last, 1)).isFalse();
      assertThat(new StreamInspector(connection).groups(stream)).isEmpty();
      admin.createGroup(stream, "group", StreamPosition.ZERO);
      assertThat(admin.setGroupPosition(stream, "group", last, 1)).isTrue();
    }
  }

  @Test
  void aStreamThatIsLeftOutIsAcknowledgedOnceItCanBeRead() throws Exception {
    StreamSplit read = test.read(test.add("read"), 1);
    metrics.setLeftOut(Map.of(stream, "cannot be read"));
    acknowledge(read);
    assertThat(redis.xinfoGroups(stream)).isEmpty();
    metrics.setLeftOut(Map.of());
    acknowledge(read);
    assertThat(redis.xinfoGroups(stream)).hasSize(1);
  }

  private void acknowledge(StreamSplit split) throws Exception {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder().streams(List.of(stream)).group("group").trim(true).build();
    try (Acknowledger acknowledger =
        new Acknowledger(address, options, metrics, histories, () -> null)) {
      acknowledger.acknowledge(List.of(split));
    }
  }

  @Test
  void aWrongPasswordIsRefusedInOneLine() {
    redis.aclSetuser(
        "tester", AclSetuserArgs.Builder.on().addPassword("right").allKeys().allCommands());
    assertThat(redis.aclGetuser("tester")).isNotEmpty();
    RedisAddress right = as("tester", "right");
    RedisConnection.open(right).close();
    assertThatThrownBy(() -> RedisConnection.open(as("tester", "wrong")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Redis at " + address + " as tester refuses")
        .hasMessageNotContaining("wrong,");
  }

  private RedisAddress as(String user, String password) {
    return new RedisAddress(
        new ServerAddress(address.address().uri(), user, new Secret.InMemory(password)), "test");
  }
}
