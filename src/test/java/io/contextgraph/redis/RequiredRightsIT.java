package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import io.lettuce.core.Consumer;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks the rights that docs/redis-streams-source.md lists. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RequiredRightsIT {
  private static final String ACL = "ACL SETUSER ";

  private final RedisAddress address = TestServers.redis();
  private final TestStream test = new TestStream(address);
  private final RedisSourceMetrics metrics =
      new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());

  @AfterEach
  void disconnect() {
    test.close();
  }

  /** Creates the user of the docs, and returns its address. */
  private RedisAddress documentedUser() throws IOException {
    Path docs =
        Path.of(System.getProperty("project.directory", "."), "docs/redis-streams-source.md");
    String command =
        Files.readAllLines(docs).stream().filter(line -> line.startsWith(ACL)).findFirst().get();
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8).add("SETUSER");
    List.of(command.substring(ACL.length()).split(" ")).forEach(args::add);
    test.redis().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), args);
    return new RedisAddress(
        new ServerAddress(address.address().uri(), "flink", new Secret.InMemory("password")),
        "test");
  }

  @Test
  void theDocumentedRightsSufficeAndNoCommandIsDenied() throws Exception {
    RedisAddress user = documentedUser();
    test.redis().aclLogReset();
    RedisStreamsOptions options =
        RedisStreamsOptions.builder()
            .pattern(test.key())
            .group("group")
            .start(StartPosition.latest())
            .build();
    test.add("skipped");
    List<StreamSplit> splits =
        new StreamDiscovery(user, options, StreamsEnumeratorState.INITIAL).discover().splits();
    String id = test.add("read");
    readOne(user, options, splits);
    acknowledge(user, test.read(id, 2));
    assertThat(test.acknowledged(test.key())).contains(StreamPosition.parse(id));
    // The skipped entry and all after it are protected.
    assertThat(test.redis().xlen(test.key())).isEqualTo(2);
    // Redis 7.2 and newer log this command, which the documentation mentions.
    assertThat(test.redis().aclLog())
        .allSatisfy(denied -> assertThat(denied).containsEntry("object", "client|setinfo"));
  }

  private void readOne(RedisAddress user, RedisStreamsOptions options, List<StreamSplit> splits)
      throws IOException {
    try (RedisSplitReader reader =
        new RedisSplitReader(
            user,
            options,
            metrics,
            new SharedHistories(),
            new VanishedStreams(),
            System::nanoTime)) {
      reader.handleSplitsChanges(new SplitsAddition<>(splits));
      RecordsWithSplitIds<FetchedEntry> records = reader.fetch();
      while (records.nextSplit() == null) {
        records = reader.fetch();
      }
    }
  }

  private void acknowledge(RedisAddress user, StreamSplit split) {
    RedisStreamsOptions options =
        RedisStreamsOptions.builder().pattern(test.key()).group("group").trim(true).build();
    // So that XPENDING is called.
    test.redis()
        .xreadgroup(Consumer.from("group:skipped", "c"), StreamOffset.lastConsumed(test.key()));
    try (Acknowledger acknowledger =
        new Acknowledger(user, options, metrics, new SharedHistories(), () -> "ledger:test")) {
      acknowledger.acknowledge(List.of(split));
    }
  }
}
