package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all streams assigned to one reader, over one connection, on the fetcher thread. */
final class RedisSplitReader implements SplitReader<FetchedEntry, StreamSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSplitReader.class);

  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final ReaderConnection connection;
  private final StreamPoller poller;
  private final SharedHistories histories;
  private final VanishedStreams vanished;
  private final StreamMonitor monitor;
  private final AssignedStreams streams = new AssignedStreams();

  /** Splits whose consumer groups were not read yet. */
  private final List<StreamSplit> arriving = new ArrayList<>();

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  RedisSplitReader(
      RedisAddress address,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      SharedHistories histories,
      VanishedStreams vanished,
      LongSupplier nanoClock) {
    this.vanished = vanished;
    this.options = options;
    this.metrics = metrics;
    this.histories = histories;
    this.connection = new ReaderConnection(address, options, nanoClock);
    this.poller = new StreamPoller(options, metrics, nanoClock);
    this.monitor = new StreamMonitor(options, metrics, histories, vanished, nanoClock);
  }

  @Override
  public void handleSplitsChanges(SplitsChange<StreamSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("splits can only be added");
    }
    arriving.addAll(change.splits());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException if Redis could not be reached for longer than {@code reconnectTimeout}
   */
  @Override
  public RecordsWithSplitIds<FetchedEntry> fetch() throws IOException {
    RuntimeException stop = histories.reasonToStop();
    if (stop != null) {
      throw new SuppressRestartsException(stop);
    }
    RecordsBySplits.Builder<FetchedEntry> records = new RecordsBySplits.Builder<>();
    vanished.takeUnfinished().forEach(streams::finish);
    boolean finished = removeFinished(records);
    if (!streams.isEmpty() || !arriving.isEmpty()) {
      RedisConnection open = connection.get(isFresh());
      if (open == null) {
        poller.pause(connection.waitMillis());
      } else {
        fetch(open, records);
      }
    } else if (!finished) {
      // Only streams that vanished are assigned.
      poller.pause(options.block().toMillis());
    }
    removeFinished(records);
    return records.build();
  }

  /** Whether nothing was ever read of the assigned streams. */
  private boolean isFresh() {
    return Stream.concat(arriving.stream(), streams.all().stream().map(StreamProgress::split))
        .allMatch(StreamSplit::isUnread);
  }

  /** Whether a split has finished. */
  private boolean removeFinished(RecordsBySplits.Builder<FetchedEntry> records) {
    Set<String> finished = streams.removeFinished();
    for (String stream : finished) {
      poller.remove(stream);
      records.addFinishedSplit(stream);
    }
    return !finished.isEmpty();
  }

  private void fetch(RedisConnection open, RecordsBySplits.Builder<FetchedEntry> records)
      throws IOException {
    try {
      StreamInspector redis = new StreamInspector(open);
      admit(redis);
      removeFinished(records);
      monitor.compareServer(open, streams, poller.leftOut()).forEach(poller::leaveOut);
      tryLeftOut(open);
      streams.takeRetired().forEach(poller::remove);
      removeFinished(records);
      if (streams.isEmpty()) {
        return;
      }
      List<StreamEntry> entries = poller.poll(open, streams);
      if (entries != null) {
        connection.works();
        emit(entries, records);
        monitor
            .inspectIfDue(open, streams, poller.leftOut(), entries.isEmpty())
            .forEach(poller::leaveOut);
        streams.takeRetired().forEach(poller::remove);
      }
    } catch (RedisException e) {
      connection.failed(e);
    } catch (ExecutionException e) {
      connection.failed(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private void tryLeftOut(RedisConnection open) {
    List<String> due = poller.due().stream().filter(streams::contains).toList();
    Map<String, String> refused = monitor.inspectLeftOut(open, streams, due);
    due.stream().filter(stream -> !refused.containsKey(stream)).forEach(poller::add);
    refused.forEach(poller::leaveOut);
  }

  private void admit(StreamInspector redis) {
    if (arriving.isEmpty()) {
      return;
    }
    List<String> keys = arriving.stream().map(StreamSplit::stream).toList();
    InfoBatch groups = redis.askAll(InfoBatch.Subject.GROUPS, keys);
    InfoBatch ends = redis.askAll(InfoBatch.Subject.STREAM, withoutRequiredEnd());
    for (StreamSplit assigned : arriving) {
      StreamSplit split = ended(assigned, groups, ends);
      GroupInfo group = groups.group(split.stream(), options.group());
      histories.of(split.stream()).expect(group);
      streams.add(split, group);
      poller.add(split.stream());
      metrics.entriesLost(split.lostEntries());
      LOG.info("Reading stream {} after {}", split.stream(), split.position());
    }
    arriving.clear();
    groups.refused().forEach(poller::leaveOut);
    ends.refused().forEach(poller::leaveOut);
  }

  /** The arriving streams that an endless run began; a bounded run ends them too. */
  private List<String> withoutRequiredEnd() {
    return arriving.stream().filter(options::lacksEnd).map(StreamSplit::stream).toList();
  }

  /** The monitor ends a refused stream when it is no longer refused. */
  private StreamSplit ended(StreamSplit split, InfoBatch groups, InfoBatch ends) {
    String stream = split.stream();
    if (!options.lacksEnd(split)
        || groups.refused().containsKey(stream)
        || ends.refused().containsKey(stream)) {
      return split;
    }
    StreamSplit ended = split.endingAtLastEntry(ends.reply(stream).map(StreamInfo::ofReply));
    histories.of(split.stream()).correct(split, ended);
    return ended;
  }

  private void emit(List<StreamEntry> entries, RecordsBySplits.Builder<FetchedEntry> records) {
    for (StreamEntry entry : entries) {
      FetchedEntry fetched = streams.advance(entry);
      if (fetched != null) {
        records.add(entry.stream(), fetched);
        monitor.wasRead(entry.stream());
      }
    }
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
  }

  @Override
  public void close() {
    connection.close();
  }
}
