package io.contextgraph.redis;

import io.contextgraph.event.RawEntry;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.RefusedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of a reader's streams with one blocking XREAD at a time. A wake-up returns at once and
 * leaves the command under way; its reply is taken by the next fetch.
 */
final class RedisSplitReader implements SplitReader<Fetched, StreamSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSplitReader.class);
  private static final int MAX_COUNT = 512;
  private static final int FIRST_COUNT = 32;
  private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final Map<String, Integer> histories;
  private final Map<String, StreamProgress> streams = new LinkedHashMap<>();
  private final List<String> finished = new ArrayList<>();
  private volatile CompletableFuture<Void> wakeUp = new CompletableFuture<>();

  private @Nullable RedisSession session;
  private @Nullable RedisFuture<List<RawEntry>> reading;
  private @Nullable ReadReply reply;
  private int count = FIRST_COUNT;
  private long lookedAt = System.nanoTime() - LOOK_EVERY_NANOS;

  /** Tells {@code histories} of each stream that is found to have gone back how often it has. */
  RedisSplitReader(
      RedisAddress address,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      Map<String, Integer> histories) {
    this.histories = histories;
    this.address = address;
    this.options = options;
    this.metrics = metrics;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<StreamSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("splits are only ever added");
    }
    for (StreamSplit split : change.splits()) {
      GroupInfo group = session().group(split.stream(), options.group()).orElse(null);
      metrics.lost(split.lost());
      streams.put(split.stream(), new StreamProgress(split, group));
      if (split.stopAt() != null && !split.stopAt().isAfter(split.position())) {
        finished.add(split.stream());
      }
      LOG.info("Reading stream {} after {}", split.stream(), split.position());
    }
  }

  private RedisSession session() {
    RedisSession open = session;
    if (open == null) {
      try {
        open = RedisSession.open(address);
      } catch (RefusedException e) {
        throw new SuppressRestartsException(e);
      }
      session = open;
    }
    return open;
  }

  @Override
  public RecordsWithSplitIds<Fetched> fetch() throws IOException {
    RecordsBySplits.Builder<Fetched> records = new RecordsBySplits.Builder<>();
    try {
      List<RawEntry> entries = read();
      if (entries != null) {
        take(entries, records);
        look(entries.isEmpty());
      }
    } catch (RedisException e) {
      throw new IOException("Could not read from Redis at " + address + ": " + e.getMessage(), e);
    }
    for (String stream : finished) {
      streams.remove(stream);
      records.addFinishedSplit(stream);
    }
    finished.clear();
    return records.build();
  }

  /** The next reply, or null if woken up before it came. */
  private @Nullable List<RawEntry> read() throws IOException {
    streams.keySet().removeAll(finished);
    if (streams.isEmpty()) {
      return null;
    }
    RedisFuture<List<RawEntry>> pending = reading;
    if (pending == null) {
      // Redis answers in this order, and a long reply's end is dropped: each comes first in turn.
      String last = streams.keySet().iterator().next();
      streams.put(last, streams.remove(last));
      Map<String, StreamPosition> positions = new LinkedHashMap<>();
      streams.forEach((stream, progress) -> positions.put(stream, progress.split().position()));
      ReadReply next = new ReadReply(options.maxEntryBytes(), options.maxReadBytes());
      int each = Math.max(1, count / positions.size());
      pending = session().read(positions, each, options.block().toMillis(), next);
      reading = pending;
      reply = next;
    }
    if (!arrived(pending)) {
      return null;
    }
    reading = null;
    adaptCount();
    return pending.toCompletableFuture().join();
  }

  private boolean arrived(RedisFuture<List<RawEntry>> pending) throws IOException {
    CompletableFuture<Void> signal = wakeUp;
    try {
      CompletableFuture.anyOf(pending.toCompletableFuture(), signal).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      reading = null;
      throw new IOException("Could not read from Redis at " + address + ": " + e.getCause(), e);
    }
    if (signal.isDone()) {
      wakeUp = new CompletableFuture<>();
    }
    return pending.isDone();
  }

  /** So many entries a read that the largest seen would still fit. */
  private void adaptCount() {
    ReadReply done = reply;
    if (done == null || done.largestEntry() == 0) {
      return;
    }
    long fitting = Math.max(1, options.maxReadBytes() / done.largestEntry());
    count = (int) Math.min(Math.min(MAX_COUNT, fitting), done.isCut() ? fitting : count * 2L);
  }

  private void take(List<RawEntry> entries, RecordsBySplits.Builder<Fetched> records) {
    for (RawEntry entry : entries) {
      StreamProgress progress = streams.get(entry.stream());
      if (progress == null || finished.contains(entry.stream())) {
        continue;
      }
      StreamPosition id = StreamPosition.parse(entry.entryId());
      StreamPosition stopAt = progress.split().stopAt();
      if (stopAt == null || !id.isAfter(stopAt)) {
        records.add(entry.stream(), new Fetched(entry, progress.read(id)));
      }
      if (stopAt != null && id.compareTo(stopAt) >= 0) {
        finished.add(entry.stream());
      }
    }
  }

  /** Compares what was read with what Redis says of the streams, about once a second. */
  private void look(boolean nothingRead) {
    long now = System.nanoTime();
    boolean bounded = options.bounded() && nothingRead;
    if (!bounded && now - lookedAt < LOOK_EVERY_NANOS) {
      return;
    }
    lookedAt = now;
    streams.forEach(this::look);
  }

  private void look(String stream, StreamProgress progress) {
    Optional<StreamInfo> info = session().stream(stream);
    if (progress.wentBack(info)) {
      LOG.error(
          "Stream {} went back: {} was read, Redis has {}; reading it again from its first entry",
          stream,
          progress.split().position(),
          info);
      progress.startOver(info);
      histories.put(stream, progress.split().history());
      metrics.wentBack();
      return;
    }
    StreamPosition stopAt = progress.split().stopAt();
    if (info.isEmpty()) {
      metrics.pending(stream, 0);
      if (stopAt != null) {
        finished.add(stream);
      }
      return;
    }
    long gone = progress.judge(info.get());
    metrics.pending(stream, progress.pending(info.get()));
    if (gone > 0) {
      metrics.lost(gone);
      String message =
          gone
              + " entries of stream "
              + stream
              + " are gone that were never read; something"
              + " other than this job trimmed or deleted them before "
              + progress.split().position();
      LOG.error(message);
      if (options.failOnLoss()) {
        // A restart would find the same; only a person can decide to go on without them.
        throw new SuppressRestartsException(new IllegalStateException(message));
      }
    }
    if (stopAt != null && info.get().endsAt(progress.split().position())) {
      finished.add(stream);
    }
  }

  @Override
  public void wakeUp() {
    wakeUp.complete(null);
  }

  @Override
  public void close() {
    RedisSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
