package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.connector.testutils.source.reader.TestingReaderOutput;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consumer group belongs to one ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GroupOwnerIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    test.close();
  }

  private LiveReader reader(Acknowledger.OwnerName owner) {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .streams(List.of(test.key()))
            .group("group")
            .trim(true)
            .block(Duration.ofMillis(20))
            .build();
    return new LiveReader(
        address, options, owner, new StreamSplit(test.key(), StreamPosition.ZERO, 0, 0, 0, null));
  }

  private void awaitTrimmed(LiveReader reader) throws Exception {
    Waiting.await(
        "everything is acknowledged and trimmed",
        () -> {
          reader.fetch();
          reader.checkpoint();
          return test.redis().xlen(test.key()) == 0;
        });
  }

  private List<String> marks() {
    try (RedisConnection connection = RedisConnection.open(address)) {
      return new StreamInspector(connection).consumers(test.key(), "group");
    }
  }

  @Test
  void anotherLedgerStopsBeforeItAcknowledgesOrTrimsAnything() throws Exception {
    test.add("recorded by the first");
    try (LiveReader first = reader(() -> "ledger:first")) {
      awaitTrimmed(first);
    }
    String unread = test.add("not recorded by the first yet");
    try (LiveReader second = reader(() -> "ledger:second")) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  second.fetch();
                  second.checkpoint();
                }
              })
          .isInstanceOf(SuppressRestartsException.class)
          .rootCause()
          .hasMessage(
              "group group of stream %s belongs to ledger:first, not to ledger:second: use another"
                  + " group, or adopt it with context-graph group adopt",
              test.key());
    }
    assertThat(test.redis().xlen(test.key())).isEqualTo(1);
    assertThat(marks()).containsExactly("ledger:first");
    try (RedisConnection connection = RedisConnection.open(address)) {
      GroupInfo group = new StreamInspector(connection).group(test.key(), "group").orElseThrow();
      assertThat(StreamPosition.parse(unread).isAfter(group.lastDelivered())).isTrue();
    }
  }

  @Test
  void aReaderWhoseFetcherHasEndedStopsAtTheNextCheckpoint() throws Exception {
    String last = test.add("recorded by the first");
    try (LiveReader first = reader(() -> "ledger:first")) {
      awaitTrimmed(first);
    }
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .streams(List.of(test.key()))
            .group("group")
            .bounded(true)
            .groupOwner(classes -> "ledger:second")
            .build();
    StreamSplit ended = test.read(last, 1).endingAt(StreamPosition.parse(last));
    try (SourceReader<String, StreamSplit> reader =
        new RedisStreamsSource<>(address, options, entry -> "", Types.STRING)
            .createReader(new TestingReaderContext())) {
      reader.addSplits(List.of(ended));
      // Neither started nor polled: only the acknowledger uses Redis.
      assertThatThrownBy(
              () -> {
                for (long checkpoint = 1; ; checkpoint++) {
                  reader.snapshotState(checkpoint);
                  reader.notifyCheckpointComplete(checkpoint);
                }
              })
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseInstanceOf(ForeignGroupException.class);
      assertThatThrownBy(() -> reader.pollNext(new TestingReaderOutput<>()))
          .isInstanceOf(SuppressRestartsException.class);
    }
  }

  @Test
  void aGroupWithoutAMarkIsClaimed() throws Exception {
    test.add("recorded by a job of version 0.1");
    try (LiveReader old = reader(() -> null)) {
      awaitTrimmed(old);
    }
    assertThat(marks()).isEmpty();
    test.add("next");
    try (LiveReader reader = reader(() -> "ledger:first")) {
      awaitTrimmed(reader);
    }
    assertThat(marks()).containsExactly("ledger:first");
  }

  @Test
  void aGroupThatIsAdoptedStopsTheJobOfItsFormerLedger() throws Exception {
    test.add("recorded by the first");
    try (LiveReader first = reader(() -> "ledger:first");
        LiveReader second = reader(() -> "ledger:second");
        RedisConnection connection = RedisConnection.open(address)) {
      awaitTrimmed(first);
      GroupMarks marks = new GroupMarks(connection);
      assertThat(marks.adopt(test.key(), "group", "ledger:second")).containsExactly("ledger:first");
      assertThat(marks.adopt(test.key(), "group", "ledger:second")).isEmpty();
      test.add("recorded by the second");
      awaitTrimmed(second);
      assertThat(marks()).containsExactly("ledger:second");
      test.add("not acknowledged by the first");
      assertThatThrownBy(() -> awaitTrimmed(first))
          .hasStackTraceContaining("belongs to ledger:second, not to ledger:first");
      assertThat(test.redis().xlen(test.key())).isEqualTo(1);
    }
  }

  @Test
  void aFormerOwnerThatClaimsTheGroupDuringItsAdoptionLeavesNoMark() throws Exception {
    test.add("value");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (RedisConnection connection = RedisConnection.open(address);
        RedisConnection former = RedisConnection.open(address)) {
      new StreamAdmin(connection).createGroup(test.key(), "group", StreamPosition.ZERO);
      GroupMarks marks = new GroupMarks(connection);
      for (int round = 0; round < 300; round++) {
        String owner = "ledger:" + round;
        marks.adopt(test.key(), "group", owner);
        Future<Void> claims = thread.submit(() -> claimForEver(new GroupMarks(former), owner));
        marks.adopt(test.key(), "group", "ledger:next");
        assertThatThrownBy(claims::get).hasRootCauseInstanceOf(ForeignGroupException.class);
        assertThat(marks()).containsExactly("ledger:next");
      }
    } finally {
      thread.shutdownNow();
    }
  }

  private Void claimForEver(GroupMarks marks, String owner) {
    while (true) {
      marks.claim(test.key(), "group", owner);
    }
  }

  @Test
  void aLedgerThatIsAwayIsAskedAgain() throws Exception {
    test.add("v");
    AtomicBoolean away = new AtomicBoolean(true);
    Acknowledger.OwnerName owner =
        () -> {
          if (away.get()) {
            throw new IOException("Postgres is away");
          }
          return "ledger:first";
        };
    try (LiveReader reader = reader(owner)) {
      Waiting.await(
          "the entry is read",
          () -> {
            reader.fetch();
            reader.checkpoint();
            return reader.values().size() == 1;
          });
      assertThat(test.redis().xlen(test.key())).isEqualTo(1);
      away.set(false);
      awaitTrimmed(reader);
    }
  }
}
