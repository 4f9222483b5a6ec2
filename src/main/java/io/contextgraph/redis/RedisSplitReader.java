package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all streams assigned to one reader, over one connection, on the fetcher thread. */
final class RedisSplitReader implements SplitReader<FetchedEntry, StreamSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSplitReader.class);

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final StreamPoller poller;
  private final SharedHistories histories;
  private final StreamMonitor monitor;
  private final AssignedStreams streams = new AssignedStreams();
  private @Nullable RedisConnection connection;

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  RedisSplitReader(
      RedisAddress address,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      SharedHistories histories,
      LongSupplier nanoClock) {
    this.address = address;
    this.options = options;
    this.metrics = metrics;
    this.histories = histories;
    this.poller = new StreamPoller(options);
    this.monitor = new StreamMonitor(options, metrics, histories, nanoClock);
  }

  @Override
  public void handleSplitsChanges(SplitsChange<StreamSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("splits can only be added");
    }
    StreamInspector redis = new StreamInspector(connection());
    for (StreamSplit assigned : change.splits()) {
      StreamSplit split = ended(redis, assigned);
      GroupInfo group = redis.group(split.stream(), options.group()).orElse(null);
      histories.of(split.stream()).expect(group);
      streams.add(split, group);
      metrics.entriesLost(split.lostEntries());
      LOG.info("Reading stream {} after {}", split.stream(), split.position());
    }
  }

  /** A bounded run also ends a stream that an endless run began. */
  private StreamSplit ended(StreamInspector redis, StreamSplit split) {
    if (!options.bounded() || split.stopAt() != null) {
      return split;
    }
    StreamPosition last =
        redis.stream(split.stream()).map(StreamInfo::lastEntry).orElse(StreamPosition.ZERO);
    StreamSplit ended = split.endingAt(last);
    histories.of(split.stream()).correct(split, ended);
    return ended;
  }

  private RedisConnection connection() {
    RedisConnection open = connection;
    if (open == null) {
      try {
        open = RedisConnection.open(address, options.maxEntryBytes());
      } catch (RefusedException e) {
        throw new SuppressRestartsException(e);
      }
      connection = open;
    }
    return open;
  }

  @Override
  public RecordsWithSplitIds<FetchedEntry> fetch() throws IOException {
    RuntimeException stop = histories.reasonToStop();
    if (stop != null) {
      throw new SuppressRestartsException(stop);
    }
    RecordsBySplits.Builder<FetchedEntry> records = new RecordsBySplits.Builder<>();
    streams.removeFinished().forEach(records::addFinishedSplit);
    try {
      if (!streams.isEmpty()) {
        fetch(records);
      }
    } catch (RedisException e) {
      throw failed(e.getMessage(), e);
    } catch (ExecutionException e) {
      throw failed(String.valueOf(e.getCause()), e);
    }
    streams.removeFinished().forEach(records::addFinishedSplit);
    return records.build();
  }

  private void fetch(RecordsBySplits.Builder<FetchedEntry> records) throws ExecutionException {
    List<StreamEntry> entries = poller.poll(connection(), streams);
    if (entries != null) {
      emit(entries, records);
      monitor.inspectIfDue(connection(), streams, entries.isEmpty());
    }
  }

  private void emit(List<StreamEntry> entries, RecordsBySplits.Builder<FetchedEntry> records) {
    for (StreamEntry entry : entries) {
      FetchedEntry fetched = streams.advance(entry);
      if (fetched != null) {
        records.add(entry.stream(), fetched);
      }
    }
  }

  private IOException failed(@Nullable String reason, Exception cause) {
    return new IOException("Could not read from Redis at " + address + ": " + reason, cause);
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public void close() {
    RedisConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
