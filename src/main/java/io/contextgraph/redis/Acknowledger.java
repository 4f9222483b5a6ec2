package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges completed checkpoints to Redis, on its own thread and connection: sets the consumer
 * group's position and trims the entries before it that no other group needs. Failures are counted,
 * and the next checkpoint acknowledges the same entries. Reading never waits for it.
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
    if (isObsolete(split)) {
      return;
    }
    try {
      acknowledge(connection(), split);
    } catch (RuntimeException e) {
      metrics.acknowledgeFailed();
      LOG.warn(
          "Could not acknowledge stream {} up to {}; the next checkpoint retries: {}",
          split.stream(),
          split.position(),
          String.valueOf(e));
    }
  }

  private boolean isObsolete(StreamSplit split) {
    StreamSplit previous = acknowledged.get(split.stream());
    boolean nothingRead = split.position().equals(StreamPosition.ZERO);
    return nothingRead || epochs.isOutdated(split) || previous != null && split.isBehind(previous);
  }

  private void acknowledge(RedisConnection open, StreamSplit split) {
    String stream = split.stream();
    StreamInspector redis = new StreamInspector(open);
    Optional<StreamInfo> info = redis.stream(stream);
    // A split ahead of the stream belongs to a history that was rewritten after the checkpoint.
    if (info.isPresent() && !split.isAheadOf(info.get())) {
      StreamSplit previous = acknowledged.get(stream);
      List<GroupInfo> groups = redis.groups(stream);
      apply(open, new Acknowledgement(split, previous, info.get(), groups, options.group()));
      acknowledged.put(stream, split);
    }
  }

  private void apply(RedisConnection open, Acknowledgement acknowledgement) {
    StreamAdmin admin = new StreamAdmin(open);
    StreamSplit split = acknowledgement.durable();
    String stream = split.stream();
    if (acknowledgement.movesGroup()) {
      admin.setGroupPosition(stream, options.group(), split.position(), split.entriesRead());
      metrics.acknowledged();
    }
    if (options.trims()) {
      StreamInspector redis = new StreamInspector(open);
      StreamPosition first =
          acknowledgement.firstToKeep(group -> redis.oldestPending(stream, group.name()));
      metrics.entriesTrimmed(admin.trimBelow(stream, first));
    }
  }

  private RedisConnection connection() {
    RedisConnection open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    open = RedisConnection.open(address);
    connection = open;
    return open;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
    RedisConnection open = connection;
    if (open != null) {
      open.close();
    }
  }
}
