package io.contextgraph.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the progress of each stream with its state in Redis, about once a second: reports lost
 * entries and the backlog, reads a stream again when its history changed, and finishes bounded
 * streams that have reached their end.
 */
final class StreamMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(StreamMonitor.class);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final SharedHistories histories;
  private final HistoryCheck historyCheck;
  private final LongSupplier nanoClock;
  private long lastInspection;

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  StreamMonitor(
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      SharedHistories histories,
      LongSupplier nanoClock) {
    this.options = options;
    this.metrics = metrics;
    this.histories = histories;
    this.historyCheck = new HistoryCheck(options, metrics, histories, InstantSource.system());
    this.nanoClock = nanoClock;
    this.lastInspection = nanoClock.getAsLong() - INTERVAL_NANOS;
  }

  /**
   * Inspects the streams if the last inspection was at least a second ago, or if a bounded source
   * has just read nothing and may have reached its end. No read may be in flight.
   *
   * @throws SuppressRestartsException if entries were lost and {@code failOnLoss} is set
   */
  void inspectIfDue(RedisConnection connection, AssignedStreams streams, boolean nothingRead) {
    long now = nanoClock.getAsLong();
    boolean mayBeFinished = options.bounded() && nothingRead;
    if (mayBeFinished || now - lastInspection >= INTERVAL_NANOS) {
      lastInspection = now;
      StreamInspector redis = new StreamInspector(connection);
      String replicationId = historyCheck.replicationId(connection);
      streams.all().forEach(progress -> inspect(redis, streams, progress, replicationId));
    }
  }

  private void inspect(
      StreamInspector redis,
      AssignedStreams streams,
      StreamProgress progress,
      String replicationId) {
    StreamSplit before = progress.split();
    String stream = before.stream();
    Optional<StreamInfo> info = redis.stream(stream);
    if (!historyCheck.readsAgain(redis, progress, info, replicationId)) {
      info.ifPresent(present -> reportLoss(redis, progress, present));
      info.ifPresent(progress::observe);
      metrics.setPending(stream, info.map(progress::pending).orElse(0L));
      boolean atEnd = info.map(it -> it.endsAt(progress.split().position())).orElse(true);
      if (atEnd && progress.split().stopAt() != null) {
        streams.finish(stream);
      }
    }
    if (!before.equals(progress.split())) {
      histories.of(stream).correct(before, progress.split());
    }
  }

  private void reportLoss(StreamInspector redis, StreamProgress progress, StreamInfo info) {
    SharedHistory history = histories.of(progress.split().stream());
    @Nullable GroupInfo group = null;
    boolean movedByAnother = false;
    if (progress.suspectsLoss(info)) {
      group = redis.group(progress.split().stream(), options.group()).orElse(null);
      movedByAnother = history.isMovedByAnother(group);
    }
    @Nullable GroupInfo moved = history.takeMovedGroup();
    if (moved != null) {
      progress.groupMovedByAnother(moved);
    }
    report(progress, progress.detectLoss(info, group, movedByAnother));
  }

  private void report(StreamProgress progress, long lost) {
    if (lost == 0) {
      return;
    }
    metrics.entriesLost(lost);
    String message =
        ("%d entries of stream %s before %s are lost: another program trimmed or deleted them"
                + " before they were read")
            .formatted(lost, progress.split().stream(), progress.split().position());
    LOG.error(message);
    if (options.failOnLoss()) {
      // A restart would find the same loss; only an operator can decide to continue without them.
      throw new SuppressRestartsException(new IllegalStateException(message));
    }
  }
}
