package io.contextgraph.redis;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the progress of each stream with its counters in Redis, regularly: reports lost entries
 * and the backlog, starts a new epoch when a history was rewritten, and finishes bounded streams
 * that have reached their end.
 */
final class StreamMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(StreamMonitor.class);

  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final StreamEpochs epochs;
  private final LongSupplier nanoClock;
  private final InspectionSchedule schedule = new InspectionSchedule();

  /**
   * @param epochs records each new epoch
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  StreamMonitor(
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      StreamEpochs epochs,
      LongSupplier nanoClock) {
    this.options = options;
    this.metrics = metrics;
    this.epochs = epochs;
    this.nanoClock = nanoClock;
  }

  /** Records that a stream had entries. */
  void wasRead(String stream) {
    schedule.wasRead(stream);
  }

  /**
   * Inspects the streams that are due, or all of them if a bounded source has just read nothing and
   * may have reached its end.
   *
   * @return the streams about which Redis refuses to answer, with the reasons
   * @throws SuppressRestartsException if entries were lost and {@code failOnLoss} is set
   */
  Map<String, String> inspectIfDue(
      StreamInspector redis, AssignedStreams streams, boolean nothingRead) {
    boolean mayBeFinished = options.bounded() && nothingRead;
    Collection<String> due =
        mayBeFinished ? streams.keys() : schedule.due(streams.keys(), nanoClock.getAsLong());
    if (due.isEmpty()) {
      return Map.of();
    }
    InfoBatch answers = redis.askAll(InfoBatch.Subject.STREAM, due);
    for (String stream : due) {
      StreamProgress progress = streams.progress(stream);
      if (progress != null && !answers.refused().containsKey(stream)) {
        inspect(streams, progress, answers.reply(stream).map(StreamInfo::ofReply));
      }
    }
    return answers.refused();
  }

  private void inspect(
      AssignedStreams streams, StreamProgress progress, Optional<StreamInfo> info) {
    String stream = progress.split().stream();
    if (progress.isHistoryRewritten(info)) {
      startNewEpoch(progress, info);
      return;
    }
    info.ifPresent(present -> reportLoss(progress, present));
    metrics.setPending(stream, info.map(progress::pending).orElse(0L));
    boolean atEnd = info.map(it -> it.endsAt(progress.split().position())).orElse(true);
    if (atEnd && progress.split().stopAt() != null) {
      streams.finish(stream);
    }
  }

  private void startNewEpoch(StreamProgress progress, Optional<StreamInfo> info) {
    StreamSplit split = progress.split();
    LOG.error(
        "Redis rewrote the history of stream {}: it was read up to {}, Redis now reports {};"
            + " reading it again from its first entry",
        split.stream(),
        split.position(),
        info);
    progress.startNewEpoch(info);
    epochs.begin(split.stream(), progress.split().epoch());
    metrics.historyRewritten();
  }

  private void reportLoss(StreamProgress progress, StreamInfo info) {
    long lost = progress.detectLoss(info);
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
