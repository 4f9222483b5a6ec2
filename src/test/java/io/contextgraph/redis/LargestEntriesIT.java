package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks a real Redis about streams of which one has an entry that Redis does not send. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LargestEntriesIT {
  private static final String LIMIT = "client-output-buffer-limit";

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final String big = test.key() + "-big";
  private final String other = test.key() + "-other";
  private final RedisSourceMetrics metrics =
      new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());

  private final AtomicLong laterNanos = new AtomicLong();

  @BeforeEach
  void addLargeEntry() {
    test.redis().configSet(LIMIT, "normal 4194304 0 0");
    test.redis()
        .eval(
            "return redis.call('XADD', KEYS[1], '1-1', 'v', string.rep('y', 6291456))",
            ScriptOutputType.STATUS,
            new String[] {big});
  }

  @AfterEach
  void restore() {
    test.redis().configSet(LIMIT, "normal 0 0 0");
    test.redis().del(test.key(), big, other);
    test.close();
  }

  private RedisAddress user(boolean withScripts) {
    String name = "scripts-" + withScripts;
    AclSetuserArgs rights = AclSetuserArgs.Builder.on().allKeys().allCommands();
    if (!withScripts) {
      rights.removeCommand(CommandType.EVAL_RO);
    }
    test.redis().aclSetuser(name, rights.addPassword("right"));
    return new RedisAddress(
        new ServerAddress(address.address().uri(), name, new Secret.InMemory("right")), "test");
  }

  private RedisStreamsOptions options(boolean bounded) {
    return RedisStreamsOptions.builder()
        .streams(List.of(big, test.key(), other))
        .group("group")
        .bounded(bounded)
        .block(Duration.ofMillis(20))
        .build();
  }

  private RedisSplitReader reader(boolean bounded, StreamSplit... splits) {
    RedisSplitReader reader =
        new RedisSplitReader(
            user(false),
            options(bounded),
            metrics,
            new SharedHistories(),
            new VanishedStreams(),
            () -> System.nanoTime() + laterNanos.get());
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
    return reader;
  }

  private StreamSplit split(String stream, String position) {
    return new StreamSplit(stream, StreamPosition.parse(position), 1, 0, 0, null)
        .with(test.read(position, 1).history());
  }

  private void acknowledge(RedisAddress user, StreamSplit... splits) {
    try (Acknowledger acknowledger =
        new Acknowledger(user, options(false), metrics, new SharedHistories(), () -> null)) {
      acknowledger.acknowledge(List.of(splits));
    }
  }

  private void assertAcknowledged(String stream, String upTo) {
    assertThat(test.acknowledged(stream)).contains(StreamPosition.parse(upTo));
  }

  @Test
  void withoutScriptsTheOtherStreamsAreAcknowledgedAndOnlyTheOneWithTheEntryIsNot() {
    String id = test.add("read");
    String otherId = test.redis().xadd(other, "v", "read");
    acknowledge(user(false), split(big, "1-1"), test.read(id, 1), split(other, otherId));
    assertAcknowledged(test.key(), id);
    assertAcknowledged(other, otherId);
    assertThat(test.redis().xinfoGroups(big)).isEmpty();
  }

  @Test
  void withScriptsTheStreamWithTheEntryIsAcknowledgedToo() {
    test.redis().set(other, "no stream");
    String id = test.add("read");
    acknowledge(user(true), split(other, "1-1"), split(big, "1-1"), test.read(id, 1));
    assertAcknowledged(big, "1-1");
    assertAcknowledged(test.key(), id);
  }

  @Test
  void aStreamThatMayNotBeDescribedDoesNotStopTheReadingOfAnother() throws Exception {
    String id = test.add("read");
    StreamSplit fromAnother = split(big, "1-1").with(StreamHistory.startingAt("another server"));
    try (RedisSplitReader reader = reader(false, fromAnother, split(test.key(), "0-1"))) {
      List<FetchedEntry> fetched = FetchedEntries.of(reader, 1);
      assertThat(fetched).extracting(it -> it.entry().id().toString()).containsExactly(id);
      assertThat(metrics.leftOut()).containsOnlyKeys(big);
      assertThat(metrics.leftOut().get(big)).contains("eval_ro");
    }
  }

  @Test
  void aBoundedRunOfAnEndlessOnesStateDoesNotReadTheStreamWithoutAnEnd() throws Exception {
    String id = test.add("read");
    try (RedisSplitReader reader = reader(true, split(test.key(), "0-1"), split(big, "1-1"))) {
      StreamSplit read = FetchedEntries.of(reader, 1).get(0).splitAfter();
      assertThat(read.stopAt()).hasToString(id);
      assertThat(metrics.leftOut()).containsOnlyKeys(big);
      test.redis().xadd(big, new XAddArgs().id("1-2"), "v", "behind");
      // The description costs the connection once more, and then the script is refused again.
      for (int fetch = 0; fetch < 6; fetch++) {
        laterNanos.addAndGet(fetch % 2 == 0 ? Duration.ofSeconds(61).toNanos() : 0);
        assertThat(FetchedEntries.of(reader)).isEmpty();
        assertThat(metrics.leftOut()).containsOnlyKeys(big);
      }
    }
  }

  private Discovered discover(RedisAddress user, StartPosition start) {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .streams(List.of(big, test.key()))
            .group("group")
            .start(start)
            .build();
    return new StreamDiscovery(user, options, StreamsEnumeratorState.INITIAL).discover();
  }

  @Test
  void aNewStreamWithTheEntryIsDiscoveredWithTheOthers() {
    test.add("read");
    assertThat(discover(user(true), StartPosition.latest()).splits())
        .extracting(StreamSplit::stream)
        .containsExactly(big, test.key());
    assertThat(test.redis().xinfoGroups(big)).hasSize(1);
  }

  @Test
  void anEntryInTheMiddleThatAStartSkipsIsFoundToo() {
    test.redis().del(big);
    test.redis().xadd(big, new XAddArgs().id("1-0"), "v", "first");
    addLargeEntry();
    test.redis().xadd(big, new XAddArgs().id("1-2"), "v", "last");
    test.redis().xgroupCreate(StreamOffset.from(big, "1-0"), "group");
    StartPosition start = StartPosition.after(StreamPosition.parse("1-1"));
    assertThat(discover(user(true), start).splits()).hasSize(2);
    assertThat(test.redis().xinfoGroups(big)).hasSize(2);
  }

  @Test
  void withoutScriptsTheNewStreamWithTheEntryIsRefusedAloneAndNamed() {
    Discovered found = discover(user(false), StartPosition.latest());
    assertThat(found.splits()).extracting(StreamSplit::stream).containsExactly(test.key());
    assertThat(found.refused()).containsOnlyKeys(big);
    assertThat(found.refused().get(big)).contains("eval_ro");
  }
}
