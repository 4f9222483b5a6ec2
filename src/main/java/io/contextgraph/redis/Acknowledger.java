package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges completed checkpoints to Redis, in a thread and over a connection of its own: sets
 * the consumer group's position and trims the entries before it that no other group needs. A
 * failure is counted, and the next checkpoint acknowledges the same entries; reading never waits.
 */
final class Acknowledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
  private static final long CLOSE_TIMEOUT_SECONDS = 5;

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final StreamEpochs epochs;
  private final Map<String, StreamSplit> acknowledged = new HashMap<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "redis-acknowledger");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable RedisConnection connection;

  /**
   * @param epochs the streams' current epochs; splits of older epochs are not acknowledged
   */
  Acknowledger(
      RedisAddress address,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      StreamEpochs epochs) {
    this.address = address;
    this.options = options;
    this.metrics = metrics;
    this.epochs = epochs;
  }

  /**
   * Acknowledges splits in the background.
   *
   * @param durable the splits of a completed checkpoint
   */
  void acknowledge(List<StreamSplit> durable) {
    executor.execute(() -> durable.forEach(this::acknowledge));
  }

  private void acknowledge(StreamSplit split) {
    StreamSplit previous = acknowledged.get(split.stream());
    boolean nothingRead = split.position().equals(StreamPosition.ZERO);
    boolean isBehind = previous != null && split.isBehind(previous);
    if (nothingRead || isBehind || epochs.isOutdated(split)) {
      return;
    }
    try {
      acknowledge(connection(), split, previous);
    } catch (RuntimeException e) {
      metrics.acknowledgeFailed();
      LOG.warn(
          "Could not acknowledge stream {} up to {}; the next checkpoint will: {}",
          split.stream(),
          split.position(),
          String.valueOf(e));
    }
  }

  private void acknowledge(
      RedisConnection open, StreamSplit split, @Nullable StreamSplit previous) {
    String stream = split.stream();
    StreamInspector redis = new StreamInspector(open);
    StreamInfo info = redis.stream(stream).orElse(null);
    if (info == null) {
      return;
    }
    Acknowledgement acknowledgement =
        new Acknowledgement(split, previous, info, redis.groups(stream), options.group());
    if (!acknowledgement.appliesToStream()) {
      return;
    }
    StreamAdmin admin = new StreamAdmin(open);
    if (acknowledgement.movesGroup()) {
      admin.setGroupPosition(stream, options.group(), split.position(), split.entriesRead());
      metrics.acknowledged();
    }
    if (options.trims()) {
      StreamPosition first =
          acknowledgement.firstToKeep(group -> redis.oldestPending(stream, group.name()));
      metrics.entriesTrimmed(admin.trimBelow(stream, first));
    }
    acknowledged.put(stream, split);
  }

  private RedisConnection connection() {
    RedisConnection open = connection;
    if (open == null) {
      open = RedisConnection.open(address);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
    RedisConnection open = connection;
    if (open != null) {
      open.close();
    }
  }
}
