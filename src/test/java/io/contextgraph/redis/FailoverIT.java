package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.fault.TcpProxy;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two Redis servers, of which one replicates the other, and one address for both. The replica is
 * promoted without the newest entries, and its clock is behind: it gives their ids out again.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FailoverIT {
  private final RedisAddress primaryAddress = TestServers.redis(0);
  private final RedisAddress replicaAddress = TestServers.redis(1);
  private final String stream = "failover-" + System.nanoTime();
  private final TestStream primary = new TestStream(primaryAddress, stream);
  private final TestStream replica = new TestStream(replicaAddress, stream);
  private TcpProxy proxy;

  @BeforeEach
  void replicate() throws Exception {
    proxy = new TcpProxy(primaryAddress.port() + 2, primaryAddress.port());
    replica.redis().replicaof("127.0.0.1", primaryAddress.port());
    Waiting.await(
        "the replica follows",
        () -> replica.redis().info("replication").contains("master_link_status:up"));
  }

  @AfterEach
  void close() throws IOException {
    replica.redis().replicaofNoOne();
    proxy.close();
    primary.close();
    replica.close();
  }

  private RedisAddress address() {
    return new RedisAddress(
        new ServerAddress(URI.create("redis://127.0.0.1:" + proxy.port()), null, null), "test");
  }

  private RedisStreamsOptions options(boolean trim) {
    return RedisStreamsOptions.builder()
        .streams(List.of(stream))
        .group("group")
        .trim(trim)
        .failOnLoss(true)
        .block(Duration.ofMillis(20))
        .build();
  }

  private LiveReader reader(boolean trim) {
    StreamSplit start = new StreamSplit(stream, StreamPosition.ZERO, 0, 0, 0, null);
    return new LiveReader(address(), options(trim), start);
  }

  private static List<String> add(TestStream server, String prefix, long millis, int from, int to) {
    List<String> values = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      server.redis().xadd(server.key(), new XAddArgs().id(millis + i + "-0"), "v", prefix + i);
      values.add(prefix + i);
    }
    return values;
  }

  private void promote() {
    replica.redis().replicaofNoOne();
  }

  private void awaitAcknowledged(LiveReader reader, TestStream server, String value)
      throws Exception {
    Waiting.await(
        "everything up to " + value + " is acknowledged",
        () -> {
          // The reader connects again within a fetch.
          reader.fetch();
          reader.checkpoint();
          return reader.values().contains(value) && isAcknowledged(server);
        });
  }

  private boolean isAcknowledged(TestStream server) {
    RedisAddress direct = server == primary ? primaryAddress : replicaAddress;
    try (RedisConnection connection = RedisConnection.open(direct)) {
      StreamInspector redis = new StreamInspector(connection);
      StreamPosition last = redis.stream(stream).orElseThrow().lastGenerated();
      return redis.group(stream, "group").map(it -> it.lastDelivered().equals(last)).orElse(false);
    }
  }

  /** Entries 1 to 5 reach both servers, 6 to 8 only the old primary. */
  private List<String> failOver(LiveReader reader, long millis) throws Exception {
    add(primary, "both ", millis, 1, 5);
    awaitAcknowledged(reader, primary, "both 5");
    primary.redis().waitForReplication(1, 10_000);
    promote();
    add(primary, "primary ", millis, 6, 8);
    awaitAcknowledged(reader, primary, "primary 8");
    // The clock of the new primary is behind: it gives out ids at and below the position.
    List<String> expected = add(replica, "promoted ", millis, 6, 9);
    proxy.failOverTo(replicaAddress.port());
    return expected;
  }

  @Test
  void entriesThatAPromotedReplicaGivesIdsBelowThePositionAreReadBeforeTheyAreTrimmed()
      throws Exception {
    try (LiveReader reader = reader(true)) {
      List<String> expected = failOver(reader, System.currentTimeMillis());
      awaitAcknowledged(reader, replica, "promoted 9");
      assertThat(reader.values()).containsAll(expected);
      assertThat(reader.snapshot().get(0).epoch()).as("only the position moved back").isZero();
      assertThat(reader.snapshot().get(0).lostEntries()).as("unknown").isZero();
    }
  }

  @Test
  void aFailoverToAServerThatDeniesInfoIsNoticedToo() throws Exception {
    AclSetuserArgs withoutInfo = new AclSetuserArgs().removeCommand(CommandType.INFO);
    replica.redis().aclSetuser("default", withoutInfo);
    try (LiveReader reader = reader(true)) {
      List<String> expected = failOver(reader, System.currentTimeMillis());
      awaitAcknowledged(reader, replica, "promoted 9");
      assertThat(reader.values()).containsAll(expected);
    } finally {
      replica.redis().aclSetuser("default", new AclSetuserArgs().allCommands());
    }
  }

  @Test
  void idsThatAreNoTimesAreReadAgainFromTheFirstEntry() throws Exception {
    try (LiveReader reader = reader(false)) {
      List<String> expected = failOver(reader, 0);
      awaitAcknowledged(reader, replica, "promoted 9");
      assertThat(reader.values()).containsAll(expected);
    }
  }

  @Test
  void aReaderThatStartsAfterTheFailoverMovesBackToo() throws Exception {
    StreamSplit saved;
    List<String> expected;
    try (LiveReader reader = reader(true)) {
      expected = failOver(reader, System.currentTimeMillis());
      saved = reader.snapshot().get(0);
    }
    try (LiveReader reader = new LiveReader(address(), options(true), saved)) {
      awaitAcknowledged(reader, replica, "promoted 9");
      assertThat(reader.values()).containsAll(expected);
    }
  }

  @Test
  void aFailoverThatLosesNothingCostsMinutesOfTheStreamNotAllOfIt() throws Exception {
    long hour = Duration.ofHours(1).toMillis();
    try (LiveReader reader = reader(false)) {
      add(primary, "old ", System.currentTimeMillis() - hour, 1, 100);
      add(primary, "recent ", System.currentTimeMillis(), 1, 3);
      awaitAcknowledged(reader, primary, "recent 3");
      primary.redis().waitForReplication(1, 10_000);
      promote();
      proxy.failOverTo(replicaAddress.port());
      add(replica, "new ", System.currentTimeMillis() + 1_000, 1, 2);
      awaitAcknowledged(reader, replica, "new 2");
      assertThat(reader.values().stream().filter(it -> it.startsWith("old "))).hasSize(100);
      assertThat(reader.values().stream().filter(it -> it.startsWith("recent "))).hasSize(6);
    }
  }
}
