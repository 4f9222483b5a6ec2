package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/**
 * Flink's reader around {@link RedisSplitReader}; acknowledges what completed checkpoints cover.
 */
final class RedisSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<
        Fetched, T, StreamSplit, AtomicReference<StreamSplit>> {
  private final SortedMap<Long, List<StreamSplit>> snapshots = new TreeMap<>();

  /** Splits that were read to their end: no longer state, but still to be acknowledged. */
  private final List<StreamSplit> ended = new ArrayList<>();

  private final Acknowledger acknowledger;

  RedisSourceReader(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      RedisSourceMetrics metrics,
      SourceReaderContext context) {
    this(address, options, deserializer, metrics, context, new ConcurrentHashMap<>());
  }

  private RedisSourceReader(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      RedisSourceMetrics metrics,
      SourceReaderContext context,
      Map<String, Integer> histories) {
    super(
        () -> new RedisSplitReader(address, options, metrics, histories),
        (fetched, output, split) -> {
          if (!fetched.entry().complete()) {
            metrics.oversized();
          }
          output.collect(
              deserializer.deserialize(fetched.entry()), fetched.after().position().millis());
          split.set(fetched.after());
        },
        new Configuration(),
        context);
    this.acknowledger = new Acknowledger(address, options, metrics, histories);
  }

  @Override
  protected void onSplitFinished(Map<String, AtomicReference<StreamSplit>> finished) {
    finished.values().forEach(split -> ended.add(Objects.requireNonNull(split.get())));
    if (getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSplitRequest();
    }
  }

  @Override
  protected AtomicReference<StreamSplit> initializedState(StreamSplit split) {
    return new AtomicReference<>(split);
  }

  @Override
  protected StreamSplit toSplitType(String splitId, AtomicReference<StreamSplit> split) {
    return Objects.requireNonNull(split.get());
  }

  @Override
  public List<StreamSplit> snapshotState(long checkpointId) {
    List<StreamSplit> splits = super.snapshotState(checkpointId);
    List<StreamSplit> covered = new ArrayList<>(splits);
    covered.addAll(ended);
    snapshots.put(checkpointId, covered);
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    List<StreamSplit> durable = snapshots.get(checkpointId);
    snapshots.headMap(checkpointId + 1).clear();
    if (durable != null) {
      acknowledger.acknowledge(durable);
    }
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      acknowledger.close();
    }
  }
}
