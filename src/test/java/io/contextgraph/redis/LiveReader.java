package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Reads and acknowledges like a reader of a running job, without Flink's runtime. */
final class LiveReader implements AutoCloseable {
  private final SharedHistories histories = new SharedHistories();
  private final Map<String, StreamSplit> emitted = new LinkedHashMap<>();
  private final List<String> values = new ArrayList<>();
  private final RedisSplitReader reader;
  private final Acknowledger acknowledger;

  LiveReader(RedisAddress address, RedisStreamsOptions options, StreamSplit... splits) {
    this(address, options, () -> null, splits);
  }

  LiveReader(
      RedisAddress address,
      RedisStreamsOptions options,
      Acknowledger.OwnerName owner,
      StreamSplit... splits) {
    RedisSourceMetrics metrics =
        new RedisSourceMetrics(UnregisteredMetricsGroup.createSourceReaderMetricGroup());
    reader =
        new RedisSplitReader(
            address, options, metrics, histories, new VanishedStreams(), System::nanoTime);
    acknowledger = new Acknowledger(address, options, metrics, histories, owner);
    for (StreamSplit split : splits) {
      emitted.put(split.stream(), split);
    }
    reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
  }

  /** Fetches once. */
  void fetch() throws IOException {
    for (FetchedEntry fetched : FetchedEntries.of(reader)) {
      emitted.put(fetched.entry().stream(), fetched.splitAfter());
      values.add(FetchedEntries.value(fetched));
    }
  }

  /** The first value of every entry so far. */
  List<String> values() {
    return values;
  }

  /** What a checkpoint would contain. */
  List<StreamSplit> snapshot() {
    return emitted.values().stream()
        .map(split -> histories.of(split.stream()).current(split))
        .toList();
  }

  /** Completes a checkpoint; it is acknowledged in the background. */
  void checkpoint() {
    acknowledger.acknowledge(snapshot());
  }

  @Override
  public void close() {
    acknowledger.close();
    reader.close();
  }
}
