package io.contextgraph.redis;

import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether Redis still has the history that a stream was read from. If not, moves the stream
 * back: to its first entry where its history changed, by {@link RedisStreamsOptions#rewind()} where
 * only the replication id did.
 */
final class HistoryCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryCheck.class);

  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final SharedHistories histories;
  private final InstantSource clock;
  private final ReplicationId replicationId = new ReplicationId();

  HistoryCheck(
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      SharedHistories histories,
      InstantSource clock) {
    this.options = options;
    this.metrics = metrics;
    this.histories = histories;
    this.clock = clock;
  }

  /** The replication id of the server at the other end of a connection. */
  String replicationId(RedisConnection connection) {
    return replicationId.read(connection);
  }

  /**
   * Compares a stream with what is known of it. No read of the stream may be in flight.
   *
   * @param server the replication id of the server that {@code info} came from
   * @return whether the stream was moved back
   */
  boolean readsAgain(
      StreamInspector redis, StreamProgress progress, Optional<StreamInfo> info, String server) {
    StreamSplit split = progress.split();
    boolean anotherServer = progress.isFromAnotherServer(server);
    Optional<String> evidence =
        anotherServer ? Optional.empty() : histories.of(split.stream()).doubtAbout(split);
    boolean rewritten =
        anotherServer ? info.map(split::isAheadOf).orElse(true) : progress.isHistoryRewritten(info);
    if (evidence.isPresent() || rewritten) {
      startNewEpoch(progress, info, server, evidence.orElse("Redis now reports " + info));
      return true;
    }
    if (anotherServer) {
      moveToAnotherServer(redis, progress, info, server);
      return true;
    }
    if (!split.history().replicationId().equals(server)) {
      progress.adopt(server);
    }
    return false;
  }

  private void moveToAnotherServer(
      StreamInspector redis, StreamProgress progress, Optional<StreamInfo> info, String server) {
    SharedHistory history = histories.of(progress.split().stream());
    @Nullable GroupInfo group =
        redis.group(progress.split().stream(), options.group()).orElse(null);
    history.expect(group);
    StreamSplit before = history.withAcknowledged(progress.split());
    if (progress.rewind(
        server,
        before.history().acknowledged(),
        group,
        new Rewind(options.rewind(), clock.instant()))) {
      metrics.rewound();
      LOG.warn(
          "The replication id of Redis changed from {} to {} after a restart or a failover: reading"
              + " stream {} again after {}, it was read up to {}. Whether entries were lost in"
              + " between is unknown",
          before.history().replicationId(),
          server.isEmpty() ? "an unknown one" : server,
          before.stream(),
          progress.split().position(),
          before.position());
    } else {
      startNewEpoch(progress, info, server, "its group is now " + group);
    }
  }

  private void startNewEpoch(
      StreamProgress progress, Optional<StreamInfo> info, String server, String evidence) {
    StreamSplit split = progress.split();
    LOG.error(
        "The history of stream {} changed after it was read up to {}: {}; reading it again from its"
            + " first entry",
        split.stream(),
        split.position(),
        evidence);
    progress.startNewEpoch(info, server);
    histories.of(split.stream()).beginEpoch(progress.split());
    metrics.held().forget(split.stream());
    metrics.historyRewritten();
  }
}
