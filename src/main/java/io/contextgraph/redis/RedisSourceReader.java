package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the entries that {@link RedisSplitReader} fetches. After a completed checkpoint, passes the
 * splits that it covers to the {@link Acknowledger}.
 */
final class RedisSourceReader<T>
    extends SingleThreadMultiplexSourceReaderBase<
        FetchedEntry, T, StreamSplit, AtomicReference<StreamSplit>> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSourceReader.class);

  /** The splits that each checkpoint covers, until it completes. */
  private final SortedMap<Long, List<StreamSplit>> snapshots = new TreeMap<>();

  /** Splits read to their end. A later run without an end continues them. */
  private final List<StreamSplit> finishedSplits = new ArrayList<>();

  private int received;
  private final boolean bounded;
  private final StreamSelection selection;
  private final SharedHistories histories;
  private final VanishedStreams vanished;
  private final RedisSourceMetrics metrics;

  /** Streams that appeared again before their forgotten splits were finished. */
  private final List<StreamSplit> postponed = new ArrayList<>();

  private final Acknowledger acknowledger;

  RedisSourceReader(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      RedisSourceMetrics metrics,
      LongSupplier nanoClock,
      SourceReaderContext context) {
    this(
        address,
        options,
        deserializer,
        metrics,
        nanoClock,
        context,
        new SharedHistories(),
        new VanishedStreams());
  }

  private RedisSourceReader(
      RedisAddress address,
      RedisStreamsOptions options,
      EntryDeserializer<T> deserializer,
      RedisSourceMetrics metrics,
      LongSupplier nanoClock,
      SourceReaderContext context,
      SharedHistories histories,
      VanishedStreams vanished) {
    super(
        () -> new RedisSplitReader(address, options, metrics, histories, vanished, nanoClock),
        (fetched, output, split) -> {
          StreamEntry entry = fetched.entry();
          if (!entry.complete()) {
            metrics.entryIncomplete();
          }
          if (fetched.splitAfter().isRewound()) {
            metrics.entryReadAgain();
          }
          output.collect(deserializer.deserialize(entry), entry.id().millis());
          split.set(fetched.splitAfter());
        },
        new Configuration(),
        context);
    this.bounded = options.bounded();
    this.selection = new StreamSelection(options.streams(), options.pattern());
    this.histories = histories;
    this.vanished = vanished;
    this.metrics = metrics;
    this.acknowledger =
        new Acknowledger(
            address, options, metrics, histories, () -> owner(options.groupOwner(), context));
  }

  private static @Nullable String owner(@Nullable GroupOwner owner, SourceReaderContext context)
      throws IOException {
    return owner == null ? null : owner.name(context.getUserCodeClassLoader());
  }

  /** Drops the splits of streams that are no longer selected. */
  @Override
  public void addSplits(List<StreamSplit> splits) {
    List<StreamSplit> selected = new ArrayList<>();
    for (StreamSplit split : splits) {
      if (vanished.isForgotten(split.stream())) {
        postponed.add(split);
      } else if (selection.contains(split.stream())) {
        selected.add(bounded ? split : split.withoutEnd());
      } else {
        LOG.warn(
            "Stream {} is no longer read, from {} on: the options do not select it",
            split.stream(),
            split.position());
      }
    }
    received += splits.size();
    super.addSplits(selected);
  }

  @Override
  public void start() {
    super.start();
    received = 0;
    reportIfIdle();
  }

  /**
   * {@inheritDoc}
   *
   * @throws SuppressRestartsException if the acknowledger found that the reader must stop
   */
  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    endIfStopped();
    return super.pollNext(output);
  }

  /** The fetcher checks this too, but it does not run for ever in a bounded run. */
  private void endIfStopped() {
    RuntimeException stop = histories.reasonToStop();
    if (stop != null) {
      throw new SuppressRestartsException(stop);
    }
  }

  private void reportIfIdle() {
    if (getNumberOfCurrentlyAssignedSplits() == 0) {
      context.sendSourceEventToCoordinator(new ReaderIdle(received));
    }
  }

  @Override
  protected void onSplitFinished(Map<String, AtomicReference<StreamSplit>> finished) {
    finished.forEach(
        (id, split) -> {
          if (vanished.finished(id)) {
            histories.forget(id);
            metrics.forget(id);
          } else {
            finishedSplits.add(toSplitType(id, split));
          }
        });
    List<StreamSplit> again = List.copyOf(postponed);
    postponed.clear();
    if (!again.isEmpty()) {
      received -= again.size();
      addSplits(again);
    }
    reportIfIdle();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof StreamForgotten gone) {
      vanished.forget(gone.stream());
    } else {
      super.handleSourceEvents(event);
    }
  }

  @Override
  protected AtomicReference<StreamSplit> initializedState(StreamSplit split) {
    return new AtomicReference<>(split);
  }

  @Override
  protected StreamSplit toSplitType(String splitId, AtomicReference<StreamSplit> split) {
    return histories.of(splitId).current(Objects.requireNonNull(split.get()));
  }

  @Override
  public List<StreamSplit> snapshotState(long checkpointId) {
    List<StreamSplit> splits = new ArrayList<>(super.snapshotState(checkpointId));
    splits.removeIf(split -> vanished.isForgotten(split.stream()));
    splits.addAll(postponed);
    splits.addAll(finishedSplits);
    snapshots.put(checkpointId, List.copyOf(splits));
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    endIfStopped();
    vanished
        .takeUnreported()
        .forEach(stream -> context.sendSourceEventToCoordinator(new StreamVanished(stream)));
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
