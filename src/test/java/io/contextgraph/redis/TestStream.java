package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A new stream in a real Redis, written over a different connection than the one under test. */
final class TestStream implements AutoCloseable {
  private final RedisAddress address;
  private final String key;
  private final ClientResources resources = ClientResources.create();
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;

  TestStream(RedisAddress address) {
    this(address, "stream-" + System.nanoTime());
  }

  TestStream(RedisAddress address, String key) {
    this.address = address;
    this.key = key;
    client = RedisClient.create(resources, address.address().uri().toString());
    connection = client.connect();
  }

  String key() {
    return key;
  }

  RedisCommands<String, String> redis() {
    return connection.sync();
  }

  /** Adds an entry of one field, and returns its id. */
  String add(String value) {
    return redis().xadd(key, "v", value);
  }

  /** The position of the group "group" of a stream; empty if there is no such group. */
  Optional<StreamPosition> acknowledged(String stream) {
    try (RedisConnection connected = RedisConnection.open(address)) {
      return new StreamInspector(connected).group(stream, "group").map(GroupInfo::lastDelivered);
    }
  }

  /** A split of this server's history that was read up to an entry. */
  StreamSplit read(String upTo, long count) {
    String server = ReplicationId.parse(redis().info("replication"));
    return new StreamSplit(key, StreamPosition.parse(upTo), count, 0, 0, null)
        .with(StreamHistory.startingAt(server));
  }

  /** A reader of some splits, which nothing else shares. */
  static RedisSplitReader reader(
      RedisAddress server, RedisStreamsOptions options, List<StreamSplit> splits) {
    RedisSplitReader reader =
        new RedisSplitReader(
            server,
            options,
            new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup()),
            new SharedHistories(),
            new VanishedStreams(),
            System::nanoTime);
    reader.handleSplitsChanges(new SplitsAddition<>(splits));
    return reader;
  }

  /** A split from the first entry on. */
  StreamSplit fromFirst() {
    return StreamSplit.startingAfter(key, StreamPosition.ZERO, 0, null);
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
