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
 * Tells Redis, on a thread and a connection of its own, what a completed checkpoint covers: moves
 * the consumer group there and drops the entries below, but none that another group still needs. A
 * failure is counted and made good by the next checkpoint; recording never waits for it.
 */
final class Acknowledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final Map<String, Integer> histories;
  private final Map<String, StreamSplit> acknowledged = new HashMap<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "redis-acknowledger");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable RedisSession session;

  /**
   * @param histories how often each stream is known to have gone back, as the reader finds it: what
   *     a checkpoint from before covers is not what the stream holds now
   */
  Acknowledger(
      RedisAddress address,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      Map<String, Integer> histories) {
    this.histories = histories;
    this.address = address;
    this.options = options;
    this.metrics = metrics;
  }

  void acknowledge(List<StreamSplit> durable) {
    executor.execute(() -> durable.forEach(this::acknowledge));
  }

  private void acknowledge(StreamSplit split) {
    StreamSplit before = acknowledged.get(split.stream());
    if (split.position().equals(StreamPosition.ZERO)
        || split.history() < histories.getOrDefault(split.stream(), 0)
        || before != null && isOlder(split, before)) {
      return;
    }
    try {
      RedisSession open = session();
      StreamInfo info = open.stream(split.stream()).orElse(null);
      if (info == null || split.isAheadOf(info)) {
        // The stream went back: what the checkpoint covers is not what the stream holds.
        return;
      }
      List<GroupInfo> groups = open.groups(split.stream());
      boolean historyChanged = before != null && before.history() < split.history();
      if (historyChanged || mustMove(groups, split, info)) {
        open.setGroupPosition(
            split.stream(), options.group(), split.position(), split.entriesRead());
        metrics.acknowledged();
      }
      if (options.trims()) {
        metrics.trimmed(open.trimBelow(split.stream(), needed(open, groups, split)));
      }
      acknowledged.put(split.stream(), split);
    } catch (RuntimeException e) {
      metrics.acknowledgeFailed();
      LOG.warn(
          "Could not acknowledge stream {} up to {}; the next checkpoint will: {}",
          split.stream(),
          split.position(),
          String.valueOf(e));
    }
  }

  private static boolean isOlder(StreamSplit split, StreamSplit than) {
    return split.history() < than.history()
        || split.history() == than.history() && than.position().isAfter(split.position());
  }

  /** Only forward, unless the group's position belongs to a history that the stream lost. */
  private boolean mustMove(List<GroupInfo> groups, StreamSplit split, StreamInfo info) {
    for (GroupInfo group : groups) {
      if (group.name().equals(options.group())) {
        return split.position().isAfter(group.lastDelivered())
            || group.lastDelivered().isAfter(info.lastGenerated())
            || group.entriesRead() > info.added();
      }
    }
    return true;
  }

  /** The first entry that must stay. */
  private StreamPosition needed(RedisSession open, List<GroupInfo> groups, StreamSplit split) {
    StreamPosition first = split.position().next();
    for (GroupInfo group : groups) {
      if (group.name().equals(options.group())) {
        continue;
      }
      StreamPosition theirs = group.lastDelivered().next();
      if (group.pending() > 0) {
        theirs = open.oldestPending(split.stream(), group.name()).orElse(theirs);
      }
      first = first.isAfter(theirs) ? theirs : first;
    }
    return first;
  }

  private RedisSession session() {
    RedisSession open = session;
    if (open == null) {
      open = RedisSession.open(address);
      session = open;
    }
    return open;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
    RedisSession open = session;
    if (open != null) {
      open.close();
    }
  }
}
