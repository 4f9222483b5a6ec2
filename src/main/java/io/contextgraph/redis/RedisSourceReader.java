package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;

/**
 * Emits the entries that {@link RedisSplitReader} fetches. After a completed checkpoint, passes the
 * splits that it covers to the {@link Acknowledger}.
 */
final class RedisSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<
        FetchedEntry, T, StreamSplit, AtomicReference<StreamSplit>> {
  /** The splits that each checkpoint covers, until it completes. */
  private final SortedMap<Long, List<StreamSplit>> snapshots = new TreeMap<>();

  /** Splits read to their end: no longer part of the state, but not acknowledged yet. */
  private final List<StreamSplit> finishedSplits = new ArrayList<>();

  private final Acknowledger acknowledger;

  RedisSourceReader(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      RedisSourceMetrics metrics,
      LongSupplier nanoClock,
      SourceReaderContext context) {
    this(address, options, deserializer, metrics, nanoClock, context, new StreamEpochs());
  }

  private RedisSourceReader(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      RedisSourceMetrics metrics,
      LongSupplier nanoClock,
      SourceReaderContext context,
      StreamEpochs epochs) {
    super(
        () -> new RedisSplitReader(address, options, metrics, epochs, nanoClock),
        (fetched, output, split) -> {
          StreamEntry entry = fetched.entry();
          if (!entry.complete()) {
            metrics.entryIncomplete();
          }
          output.collect(deserializer.deserialize(entry), entry.id().millis());
          split.set(fetched.splitAfter());
        },
        new Configuration(),
        context);
    this.acknowledger = new Acknowledger(address, options, metrics, epochs);
  }

  @Override
  protected void onSplitFinished(Map<String, AtomicReference<StreamSplit>> finished) {
    finished.values().forEach(split -> finishedSplits.add(Objects.requireNonNull(split.get())));
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
    covered.addAll(finishedSplits);
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
