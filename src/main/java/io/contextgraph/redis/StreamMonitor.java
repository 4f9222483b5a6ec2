package io.contextgraph.redis;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the progress of each stream with its state in Redis, regularly: reports lost entries and
 * the backlog, reads a stream again when its history changed, and finishes bounded streams that
 * have reached their end.
 */
final class StreamMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(StreamMonitor.class);

  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final SharedHistories histories;
  private final VanishedStreams vanished;
  private final HistoryCheck historyCheck;
  private final LongSupplier nanoClock;
  private final InspectionSchedule schedule = new InspectionSchedule();
  private @Nullable RedisConnection compared;
  private String server = "";

  /**
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  StreamMonitor(
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      SharedHistories histories,
      VanishedStreams vanished,
      LongSupplier nanoClock) {
    this.vanished = vanished;
    this.options = options;
    this.metrics = metrics;
    this.histories = histories;
    this.historyCheck = new HistoryCheck(options, metrics, histories, InstantSource.system());
    this.nanoClock = nanoClock;
  }

  /** Records that a stream had entries. */
  void wasRead(String stream) {
    schedule.wasRead(stream);
  }

  /**
   * Compares the replication id over a new connection, which may lead to another server, before
   * anything is read over it; inspects the streams that were read from another one. Does nothing
   * over the same connection again. No read may be in flight over a new one.
   *
   * @param leftOut streams that are not read, and are inspected before they are read again
   * @return the streams that could not be compared, with the reasons; they must not be read
   */
  Map<String, String> compareServer(
      RedisConnection connection, AssignedStreams streams, Set<String> leftOut) {
    if (connection == compared) {
      return Map.of();
    }
    server = historyCheck.replicationId(connection);
    List<String> fromAnother = new ArrayList<>();
    for (StreamProgress progress : streams.all()) {
      StreamSplit before = progress.split();
      if (!progress.isFromAnotherServer(server)) {
        progress.adopt(server);
        correct(before, progress.split());
      } else if (!leftOut.contains(before.stream())) {
        fromAnother.add(before.stream());
      }
    }
    Map<String, String> refused = inspect(connection, streams, fromAnother).refused();
    compared = connection;
    return refused;
  }

  /**
   * Inspects the streams that are due, or all of them if a bounded source has just read nothing and
   * may have reached its end. No read may be in flight.
   *
   * @param leftOut streams that are not read, and not inspected either
   * @return the streams that cannot be read, with the reasons
   * @throws SuppressRestartsException if entries were lost and {@code failOnLoss} is set
   */
  Map<String, String> inspectIfDue(
      RedisConnection connection,
      AssignedStreams streams,
      Set<String> leftOut,
      boolean nothingRead) {
    Set<String> read = new LinkedHashSet<>(streams.keys());
    read.removeAll(leftOut);
    List<String> scheduled = schedule.due(read, nanoClock.getAsLong());
    boolean mayBeFinished = options.bounded() && nothingRead;
    return inspect(connection, streams, mayBeFinished ? read : scheduled).unreadable();
  }

  /**
   * Inspects streams that were left out, before they are read again.
   *
   * @return the streams that must stay left out, with the reasons
   */
  Map<String, String> inspectLeftOut(
      RedisConnection connection, AssignedStreams streams, Collection<String> keys) {
    InfoBatch answers = inspect(connection, streams, keys);
    Map<String, String> out = new LinkedHashMap<>(answers.refused());
    out.keySet()
        .removeIf(
            stream -> {
              StreamProgress progress = streams.progress(stream);
              return !answers.unreadable().containsKey(stream)
                  && (progress == null || !mustBeDescribed(progress));
            });
    return out;
  }

  private boolean mustBeDescribed(StreamProgress progress) {
    return progress.isFromAnotherServer(server) || options.lacksEnd(progress.split());
  }

  private InfoBatch inspect(
      RedisConnection connection, AssignedStreams streams, Collection<String> keys) {
    List<String> due = List.copyOf(keys);
    StreamInspector redis = new StreamInspector(connection);
    String replicationId = due.isEmpty() ? server : historyCheck.replicationId(connection);
    InfoBatch answers = redis.askAll(InfoBatch.Subject.STREAM, due);
    for (String stream : due) {
      StreamProgress progress = streams.progress(stream);
      if (progress != null && !answers.refused().containsKey(stream)) {
        Optional<StreamInfo> info = answers.reply(stream).map(StreamInfo::ofReply);
        inspect(redis, streams, progress, info, replicationId);
      }
    }
    return answers;
  }

  private void inspect(
      StreamInspector redis,
      AssignedStreams streams,
      StreamProgress progress,
      Optional<StreamInfo> info,
      String replicationId) {
    StreamSplit before = progress.split();
    String stream = before.stream();
    if (options.lacksEnd(before)) {
      progress.endAtLastEntry(info);
    }
    if (!historyCheck.readsAgain(redis, progress, info, replicationId)) {
      info.ifPresent(present -> reportLoss(redis, progress, present));
      info.ifPresent(progress::observe);
      metrics.setPending(stream, info.map(progress::pending).orElse(0L));
      boolean atEnd = info.map(it -> it.endsAt(progress.split().position())).orElse(true);
      if (atEnd && progress.split().stopAt() != null) {
        streams.finish(stream);
      }
    }
    retireIfGone(streams, progress, info.isEmpty());
    correct(before, progress.split());
  }

  private void correct(StreamSplit before, StreamSplit after) {
    if (!before.equals(after)) {
      histories.of(before.stream()).correct(before, after);
    }
  }

  /** An explicitly selected stream is read for ever; one that a pattern selects may vanish. */
  private void retireIfGone(AssignedStreams streams, StreamProgress progress, boolean absent) {
    StreamSplit split = progress.split();
    boolean mayVanish =
        !options.bounded()
            && !options.streams().contains(split.stream())
            && split.position().equals(StreamPosition.ZERO);
    if (!absent || !mayVanish) {
      vanished.isPresent(split.stream());
    } else if (vanished.isGone(split.stream(), nanoClock.getAsLong())) {
      streams.retire(split.stream());
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
