package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes the history of a stream in a real Redis while it is read. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ChangedHistoryIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final RedisCommands<String, String> redis = test.redis();
  private final String stream = test.key();

  @AfterEach
  void disconnect() {
    test.close();
  }

  private RedisStreamsOptions.Builder options() {
    return RedisStreamsOptions.builder()
        .streams(List.of(stream))
        .group("group")
        .block(Duration.ofMillis(20));
  }

  private LiveReader reader(RedisStreamsOptions options) {
    return new LiveReader(
        address, options, new StreamSplit(stream, StreamPosition.ZERO, 0, 0, 0, null));
  }

  /** Adds entries with the ids 1-0, 2-0 and so on, whose values begin with a prefix. */
  private void fill(String prefix, int from, int to) {
    for (int i = from; i <= to; i++) {
      redis.xadd(stream, new XAddArgs().id(i + "-0"), "v", prefix + i);
    }
  }

  /** Reads, with a checkpoint after every fetch, until everything is acknowledged and read. */
  private void run(LiveReader reader, String what, java.util.concurrent.Callable<Boolean> until)
      throws Exception {
    Waiting.await(
        what,
        () -> {
          reader.fetch();
          reader.checkpoint();
          return until.call();
        });
  }

  private boolean isAcknowledged(String position) {
    try (RedisConnection connection = RedisConnection.open(address)) {
      return new StreamInspector(connection)
          .group(stream, "group")
          .map(group -> group.lastDelivered().toString().equals(position) && group.lag() == 0)
          .orElse(false);
    }
  }

  @Test
  void aStreamThatIsDeletedAndFilledAgainUnderTheSameIdsIsReadAgain() throws Exception {
    fill("old ", 1, 5);
    try (LiveReader reader = reader(options().trim(true).build())) {
      run(reader, "the first fill is acknowledged", () -> isAcknowledged("5-0"));
      redis.del(stream);
      fill("new ", 1, 8);
      run(reader, "the second fill is acknowledged", () -> isAcknowledged("8-0"));
      assertThat(reader.values())
          .contains("new 1", "new 2", "new 3", "new 4", "new 5", "new 6", "new 7", "new 8");
      assertThat(redis.xlen(stream)).isZero();
    }
  }

  @Test
  void aStreamThatIsFilledAgainUnderTheSameIdsWhileItIsNotReadIsReadAgain() throws Exception {
    fill("old ", 1, 5);
    RedisStreamsOptions options = options().build();
    StreamSplit saved;
    try (LiveReader reader = reader(options)) {
      run(reader, "the first fill is acknowledged", () -> isAcknowledged("5-0"));
      run(
          reader,
          "the acknowledgement is part of the state",
          () -> !reader.snapshot().get(0).history().acknowledged().equals(StreamPosition.ZERO));
      saved = reader.snapshot().get(0);
    }
    redis.del(stream);
    fill("new ", 1, 5);
    try (LiveReader reader = new LiveReader(address, options, saved)) {
      run(reader, "the second fill is acknowledged", () -> isAcknowledged("5-0"));
      run(reader, "the second fill is read", () -> reader.values().size() == 5);
      assertThat(reader.values()).containsExactly("new 1", "new 2", "new 3", "new 4", "new 5");
    }
  }

  @Test
  void aRestoredGroupAtAnEarlierPositionMeansThatIdsAreGivenOutAgain() throws Exception {
    fill("kept ", 1, 3);
    try (LiveReader reader = reader(options().build())) {
      run(reader, "the stream is acknowledged", () -> isAcknowledged("3-0"));
      byte[] backup = redis.dump(stream);
      fill("lost ", 4, 8);
      run(reader, "the lost entries are acknowledged", () -> isAcknowledged("8-0"));
      redis.restore(stream, backup, io.lettuce.core.RestoreArgs.Builder.ttl(0).replace());
      fill("new ", 4, 11);
      run(reader, "the restored stream is acknowledged", () -> isAcknowledged("11-0"));
      assertThat(reader.values()).contains("new 4", "new 5", "new 6", "new 7", "new 8", "new 11");
    }
  }

  @Test
  void aGroupThatAnOperatorMovesBackIsReadAgainFromTheFirstEntry() throws Exception {
    fill("v", 1, 4);
    try (LiveReader reader = reader(options().build())) {
      run(reader, "the stream is acknowledged", () -> isAcknowledged("4-0"));
      redis.xgroupSetid(StreamOffset.from(stream, "2-0"), "group");
      run(reader, "it is acknowledged again", () -> isAcknowledged("4-0"));
      run(reader, "it is read again", () -> reader.values().size() == 8);
    }
  }

  @Test
  void entriesUnderHigherIdsAfterATrimToEmptyAreNoChangedHistory() throws Exception {
    fill("v", 1, 3);
    try (LiveReader reader = reader(options().trim(true).build())) {
      run(reader, "the stream is trimmed", () -> redis.xlen(stream) == 0);
      redis.xadd(stream, new XAddArgs().id("3-1"), "v", "low");
      run(reader, "the next entry is trimmed", () -> redis.xlen(stream) == 0);
      run(reader, "it is acknowledged", () -> isAcknowledged("3-1"));
      assertThat(reader.values()).containsExactly("v1", "v2", "v3", "low");
      assertThat(reader.snapshot().get(0).epoch()).isZero();
    }
  }

  @Test
  void theLagIsCorrectedOnAnIdleStreamAfterUnreadEntriesWereDeleted() throws Exception {
    fill("read ", 1, 2);
    redis.xgroupCreate(
        StreamOffset.from(stream, "0"), "group", XGroupCreateArgs.Builder.entriesRead(0));
    fill("deleted ", 3, 12);
    for (int i = 3; i <= 12; i++) {
      redis.xdel(stream, i + "-0");
    }
    try (LiveReader reader = reader(options().build())) {
      run(reader, "the lag is 0 although no entry arrived", () -> isAcknowledged("12-0"));
      assertThat(reader.snapshot().get(0).lostEntries()).isEqualTo(10);
      assertThat(reader.values()).hasSize(2);
    }
  }

  @Test
  void aSecondInstanceThatTrimsAheadOfTheFirstIsNoLoss() throws Exception {
    RedisStreamsOptions options = options().trim(true).failOnLoss(true).build();
    fill("v", 1, 4);
    try (LiveReader slow = reader(options);
        LiveReader fast = reader(options)) {
      slow.fetch();
      run(fast, "the other instance trims", () -> redis.xlen(stream) == 0);
      fill("v", 5, 9);
      run(fast, "the other instance trims again", () -> redis.xlen(stream) == 0);
      fill("v", 10, 10);
      run(slow, "the slow instance reaches the end", () -> slow.values().contains("v10"));
      run(slow, "it acknowledges the end", () -> isAcknowledged("10-0"));
      assertThat(slow.values()).doesNotContain("v5");
      assertThat(slow.snapshot().get(0).lostEntries()).isZero();
      assertThat(slow.snapshot().get(0).epoch()).isZero();
    }
  }
}
