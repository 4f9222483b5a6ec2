package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.redis.RedisStreamsOptions.Start;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the streams of a real Redis are started. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StreamsEnumeratorIT {
  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);

  @AfterEach
  void disconnect() {
    test.close();
  }

  private RedisStreamsOptions options(Start start, @Nullable String after) {
    return new RedisStreamsOptions(
        List.of(test.key()),
        null,
        "group",
        start,
        after == null ? null : StreamPosition.parse(after),
        false,
        true,
        false,
        1 << 20,
        4 << 20,
        Duration.ofMillis(50),
        Duration.ofSeconds(1));
  }

  /** The split that a reader gets after the first look. */
  private StreamSplit first(Start start, @Nullable String after) throws Throwable {
    return first(address, options(start, after), StreamsEnumeratorState.NONE);
  }

  private static StreamSplit first(
      RedisAddress address, RedisStreamsOptions options, StreamsEnumeratorState state)
      throws Throwable {
    try (MockSplitEnumeratorContext<StreamSplit> context = new MockSplitEnumeratorContext<>(1)) {
      StreamsEnumerator enumerator = new StreamsEnumerator(context, address, options, state);
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
    assertThat(first(Start.LATEST, null).position()).hasToString(last);
    String read = test.add("read");
    acknowledge(read, 3);
    assertThat(test.redis().xlen(test.key())).isEqualTo(3);
    assertThat(first(Start.GROUP, null).position()).hasToString(read);
  }

  /** As a run that follows one with this start, and starts where the group is. */
  private void acknowledge(String upTo, long count) {
    RedisSourceMetrics metrics =
        new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
    try (Acknowledger later =
        new Acknowledger(address, options(Start.GROUP, null), metrics, Map.of())) {
      later.acknowledge(
          List.of(new StreamSplit(test.key(), StreamPosition.parse(upTo), count, 0, 0, null)));
    }
  }

  @Test
  void aStartThatSkipsOnlyWhatIsRecordedHoldsUpNoTrimming() throws Throwable {
    String first = test.add("recorded");
    String second = test.add("recorded too");
    test.redis().xgroupCreate(StreamOffset.from(test.key(), second), "group");
    assertThat(first(Start.ID, first).position()).hasToString(first);
    assertThat(first(Start.LATEST, null).position()).hasToString(second);
    acknowledge(test.add("read"), 3);
    assertThat(test.redis().xlen(test.key())).isZero();
  }

  @Test
  void whatIsAddedBelowTheStartLaterIsKeptToo() throws Throwable {
    test.add("trimmed");
    test.redis().xtrim(test.key(), 0);
    String start = (System.currentTimeMillis() + 3_600_000) + "-0";
    assertThat(first(Start.ID, start).position()).hasToString(start);
    test.add("skipped");
    acknowledge(test.redis().xadd(test.key(), new XAddArgs().id(after(start)), "v", "read"), 3);
    assertThat(test.redis().xlen(test.key())).isEqualTo(2);
  }

  private static String after(String id) {
    return StreamPosition.parse(id).next().toString();
  }

  @Test
  void aStreamThatIsNotThereYetIsReadFromItsFirstEntryWhateverTheStart() throws Throwable {
    assertThat(first(Start.ID, "7-0").position()).isEqualTo(StreamPosition.ZERO);
  }

  @Test
  void whatWasNotThereAtTheFirstLookIsReadFromItsFirstEntryAlsoAfterARestore() throws Throwable {
    test.add("new");
    RedisStreamsOptions latest = options(Start.LATEST, null);
    StreamsEnumeratorState foundNothing = new StreamsEnumeratorState(List.of(), List.of(), true);
    assertThat(first(address, latest, foundNothing).position()).isEqualTo(StreamPosition.ZERO);
  }

  @Test
  void aUserWhoMayNotMakeAGroupEndsTheJobForGood() {
    test.add("to be skipped");
    test.redis()
        .aclSetuser(
            "reader",
            AclSetuserArgs.Builder.on()
                .addPassword("right")
                .allKeys()
                .allCommands()
                .removeCommand(CommandType.XGROUP));
    RedisAddress reader =
        new RedisAddress(
            new ServerAddress(address.address().uri(), "reader", new Secret.InMemory("right")),
            "test");
    assertThatThrownBy(
            () -> first(reader, options(Start.LATEST, null), StreamsEnumeratorState.NONE))
        .hasStackTraceContaining(SuppressRestartsException.class.getName())
        .hasStackTraceContaining("xgroup");
  }
}
