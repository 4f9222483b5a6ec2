package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.protocol.CommandType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks where the source starts to read streams of a real Redis. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StreamsEnumeratorIT {
  private static final StreamsEnumeratorState INITIAL = StreamsEnumeratorState.INITIAL;

  /** Continued by a job that had polled Redis and found nothing. */
  private static final StreamsEnumeratorState POLLED =
      new StreamsEnumeratorState(List.of(), List.of(), true);

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    test.close();
  }

  private RedisStreamsOptions options(StartPosition start) {
    return RedisStreamsOptions.builder()
        .streams(List.of(test.key()))
        .group("group")
        .start(start)
        .trim(true)
        .build();
  }

  private static StartPosition after(String id) {
    return StartPosition.after(StreamPosition.parse(id));
  }

  /** The split that a reader gets after the first poll. */
  private StreamSplit first(StartPosition start) throws Throwable {
    return first(address, options(start), INITIAL);
  }

  private static StreamSplit first(
      RedisAddress address, RedisStreamsOptions options, StreamsEnumeratorState state)
      throws Throwable {
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      started(context, address, options, state);
      context.runPeriodicCallable(0);
      return context.getSplitsAssignmentSequence().get(0).assignment().get(0).get(0);
    }
  }

  private static void started(
      MockSplitEnumeratorContext<StreamSplit> context,
      RedisAddress address,
      RedisStreamsOptions options,
      StreamsEnumeratorState state) {
    context.registerReader(new ReaderInfo(0, "here"));
    new StreamsEnumerator(context, address, options, state).start();
  }

  /** The readers that were given their end, in order. */
  private static final class Ends extends MockSplitEnumeratorContext<StreamSplit> {
    private final List<Integer> ended = new ArrayList<>();

    Ends() {
      super(1);
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      ended.add(subtask);
    }
  }

  @Test
  void aReaderOfABoundedRunIsGivenItsEndOnceUntilItStartsAgain() throws Throwable {
    test.add("read");
    RedisStreamsOptions bounded =
        RedisStreamsOptions.builder()
            .streams(List.of(test.key()))
            .group("group")
            .bounded(true)
            .build();
    try (Ends context = new Ends();
        StreamsEnumerator enumerator = new StreamsEnumerator(context, address, bounded, INITIAL)) {
      context.registerReader(new ReaderInfo(0, "here"));
      enumerator.start();
      enumerator.addReader(0);
      context.runPeriodicCallable(0);
      assertThat(context.ended).isEmpty();
      enumerator.handleSourceEvent(0, new ReaderIdle(1));
      enumerator.handleSourceEvent(0, new ReaderIdle(1));
      context.runPeriodicCallable(0);
      assertThat(context.ended).containsExactly(0);
      enumerator.addReader(0);
      enumerator.handleSourceEvent(0, new ReaderIdle(0));
      assertThat(context.ended).containsExactly(0, 0);
    }
  }

  @Test
  void skippedEntriesAreNotTrimmedByALaterRunEither() throws Throwable {
    test.add("skipped");
    String last = test.add("skipped too");
    assertThat(first(StartPosition.latest()).position()).hasToString(last);
    String read = test.add("read");
    acknowledge(read, 3);
    assertThat(test.redis().xlen(test.key())).isEqualTo(3);
    assertThat(first(StartPosition.group()).position()).hasToString(read);
  }

  /** Acknowledges like a later run that starts at the group's position. */
  private void acknowledge(String upTo, long count) {
    RedisSourceMetrics metrics =
        new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
    try (Acknowledger later =
        new Acknowledger(
            address, options(StartPosition.group()), metrics, new SharedHistories(), () -> null)) {
      later.acknowledge(List.of(test.read(upTo, count)));
    }
  }

  @Test
  void aStartThatSkipsOnlyRecordedEntriesDoesNotBlockTrimming() throws Throwable {
    String first = test.add("recorded");
    String second = test.add("recorded too");
    test.redis().xgroupCreate(StreamOffset.from(test.key(), second), "group");
    assertThat(first(after(first)).position()).hasToString(first);
    assertThat(first(StartPosition.latest()).position()).hasToString(second);
    acknowledge(test.add("read"), 3);
    assertThat(test.redis().xlen(test.key())).isZero();
  }

  @Test
  void entriesAddedBelowTheStartLaterAreKeptToo() throws Throwable {
    test.add("trimmed");
    test.redis().xtrim(test.key(), 0);
    String start = (System.currentTimeMillis() + 3_600_000) + "-0";
    assertThat(first(after(start)).position()).hasToString(start);
    test.add("skipped");
    acknowledge(test.redis().xadd(test.key(), new XAddArgs().id(idAfter(start)), "v", "read"), 3);
    assertThat(test.redis().xlen(test.key())).isEqualTo(2);
  }

  private static String idAfter(String id) {
    return StreamPosition.parse(id).next().toString();
  }

  @Test
  void aStreamThatDoesNotExistYetIsReadFromItsFirstEntryWhateverTheStart() throws Throwable {
    assertThat(first(after("7-0")).position()).isEqualTo(StreamPosition.ZERO);
  }

  @Test
  void aStreamThatAppearsAfterTheFirstPollIsReadFromItsFirstEntryAlsoAfterARestore()
      throws Throwable {
    test.add("new");
    RedisStreamsOptions latest = options(StartPosition.latest());
    assertThat(first(address, latest, POLLED).position()).isEqualTo(StreamPosition.ZERO);
  }

  @Test
  void aStreamThatTheUserMayNotProtectIsLeftOutUntilTheRightIsGranted() throws Throwable {
    test.add("to be skipped");
    String last = test.add("to be skipped too");
    RedisAddress reader = user("reader", "right");
    test.redis().aclSetuser("reader", new AclSetuserArgs().removeCommand(CommandType.XGROUP));
    RedisStreamsOptions latest = frequent(StartPosition.latest());
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      started(context, reader, latest, INITIAL);
      context.runPeriodicCallable(0);
      assertThat(context.getSplitsAssignmentSequence()).isEmpty();
      test.redis().aclSetuser("reader", new AclSetuserArgs().addCommand(CommandType.XGROUP));
      assertThat(awaitSplit(context).position()).hasToString(last);
    }
  }

  @Test
  void anEnumeratorThatCannotReachRedisTriesAgainAndNeverFailsTheJob() throws Throwable {
    RedisAddress away =
        new RedisAddress(new ServerAddress(URI.create("redis://127.0.0.1:1"), null, null), "test");
    neverFails(away);
  }

  @Test
  void aPasswordThatIsRefusedAtTheFirstStartEndsTheJob() throws Throwable {
    RedisAddress wrong = user("wrong", "right");
    test.redis().aclSetuser("wrong", new AclSetuserArgs().resetpass().addPassword("other"));
    assertThatThrownBy(() -> first(wrong, options(StartPosition.group()), INITIAL))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("refuses the user or the password");
  }

  @Test
  void aPasswordThatIsRefusedLaterIsTriedAgainUntilItIsAccepted() throws Throwable {
    test.add("value");
    RedisAddress rotated = user("rotated", "old");
    test.redis().aclSetuser("rotated", new AclSetuserArgs().resetpass().addPassword("new"));
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      started(context, rotated, frequent(StartPosition.group()), POLLED);
      context.runPeriodicCallable(0);
      assertThat(context.getSplitsAssignmentSequence()).isEmpty();
      test.redis().aclSetuser("rotated", new AclSetuserArgs().addPassword("old"));
      assertThat(awaitSplit(context).stream()).isEqualTo(test.key());
    }
  }

  private void neverFails(RedisAddress server) throws Throwable {
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      started(context, server, frequent(StartPosition.group()), INITIAL);
      for (int tick = 0; tick < 20; tick++) {
        context.runPeriodicCallable(0);
      }
      assertThat(context.getSplitsAssignmentSequence()).isEmpty();
    }
  }

  private RedisStreamsOptions frequent(StartPosition start) {
    return RedisStreamsOptions.builder()
        .streams(List.of(test.key()))
        .group("group")
        .start(start)
        .discoveryInterval(Duration.ofMillis(1))
        .build();
  }

  private static StreamSplit awaitSplit(MockSplitEnumeratorContext<StreamSplit> context)
      throws Throwable {
    while (context.getSplitsAssignmentSequence().isEmpty()) {
      context.runPeriodicCallable(0);
    }
    return context.getSplitsAssignmentSequence().get(0).assignment().get(0).get(0);
  }

  private RedisAddress user(String name, String password) {
    test.redis()
        .aclSetuser(
            name, AclSetuserArgs.Builder.on().addPassword(password).allKeys().allCommands());
    return new RedisAddress(
        new ServerAddress(address.address().uri(), name, new Secret.InMemory(password)), "test");
  }

  @Test
  void aForgottenStreamIsDiscoveredAgainOnlyAfterACheckpointWithoutItHasCompleted()
      throws Throwable {
    test.add("value");
    RedisStreamsOptions options = frequent(StartPosition.group());
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      context.registerReader(new ReaderInfo(0, "here"));
      StreamsEnumerator enumerator = new StreamsEnumerator(context, address, options, INITIAL);
      enumerator.start();
      assertThat(awaitSplit(context).stream()).isEqualTo(test.key());
      enumerator.handleSourceEvent(0, new StreamVanished(test.key()));
      assertThat(enumerator.snapshotState(1).discovered()).isEmpty();
      assertThat(context.getSentSourceEvent().get(0))
          .containsExactly(new StreamForgotten(test.key()));
      context.runPeriodicCallable(0);
      assertThat(context.getSplitsAssignmentSequence()).as("a reader may get it back").hasSize(1);
      enumerator.notifyCheckpointComplete(1);
      while (context.getSplitsAssignmentSequence().size() < 2) {
        context.runPeriodicCallable(0);
      }
    }
  }
}
