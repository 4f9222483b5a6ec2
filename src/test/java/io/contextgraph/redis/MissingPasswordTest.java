package io.contextgraph.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in a process that cannot read the password. */
class MissingPasswordTest {
  @TempDir private Path directory;

  private RedisSplitReader reader(StreamSplit split) {
    Secret missing = new Secret.FromFile(directory.resolve("missing").toString());
    ServerAddress server = new ServerAddress(URI.create("redis://127.0.0.1:1"), "user", missing);
    RedisSplitReader reader =
        new RedisSplitReader(
            new RedisAddress(server, "test"),
            RedisStreamsOptions.builder()
                .streams(List.of("s"))
                .group("group")
                .reconnectTimeout(Duration.ofMinutes(10))
                .build(),
            new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup()),
            new SharedHistories(),
            new VanishedStreams(),
            System::nanoTime);
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
    return reader;
  }

  @Test
  void aFreshJobFailsForGoodBecauseItsPasswordHasNeverWorked() {
    try (RedisSplitReader reader =
        reader(StreamSplit.startingAfter("s", StreamPosition.ZERO, 0, null))) {
      assertThatThrownBy(reader::fetch).isInstanceOf(SuppressRestartsException.class);
    }
  }

  @Test
  void aReaderThatContinuesTriesAgainBecauseThePasswordIsMissingOnlyForAWhile() throws Exception {
    StreamSplit unread = StreamSplit.startingAfter("s", StreamPosition.ZERO, 0, null);
    for (StreamSplit continued :
        List.of(
            StreamSplit.startingAfter("s", new StreamPosition(1, 0), 1, null),
            unread.with(StreamHistory.startingAt("server")))) {
      try (RedisSplitReader reader = reader(continued)) {
        assertThat(FetchedEntries.of(reader)).isEmpty();
      }
    }
  }
}
