package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisException;
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
  private final Map<String, StreamSplit> acknowledged = new HashMap<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "redis-acknowledger");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable RedisSession session;

  Acknowledger(RedisAddress address, RedisStreamsOptions options, RedisSourceMetrics metrics) {
    this.address = address;
    this.options = options;
    this.metrics = metrics;
  }

  void acknowledge(List<StreamSplit> durable) {
    executor.execute(() -> durable.forEach(this::acknowledge));
  }

  private void acknowledge(StreamSplit split) {
    StreamSplit before = acknowledged.get(split.stream());
    if (split.position().equals(StreamPosition.ZERO) || !advances(before, split)) {
      return;
    }
    try {
      RedisSession open = session();
      if (open.stream(split.stream()).isEmpty()) {
        return;
      }
      List<GroupInfo> groups = open.groups(split.stream());
      if (before != null && before.history() < split.history() || isAhead(groups, split)) {
        open.setGroupPosition(
            split.stream(), options.group(), split.position(), split.entriesRead());
      }
      long trimmed =
          options.trim() ? open.trimBelow(split.stream(), needed(open, groups, split)) : 0;
      acknowledged.put(split.stream(), split);
      metrics.acknowledged(trimmed);
    } catch (RedisException e) {
      metrics.acknowledgeFailed();
      LOG.warn(
          "Could not acknowledge stream {} up to {}; the next checkpoint will: {}",
          split.stream(),
          split.position(),
          String.valueOf(e));
    }
  }

  /** Only forward within one history; a stream that went back is acknowledged afresh. */
  private static boolean advances(@Nullable StreamSplit before, StreamSplit now) {
    return before == null
        || now.history() > before.history()
        || now.history() == before.history() && now.position().isAfter(before.position());
  }

  private boolean isAhead(List<GroupInfo> groups, StreamSplit split) {
    return groups.stream()
        .filter(group -> group.name().equals(options.group()))
        .noneMatch(group -> group.lastDelivered().isAfter(split.position()));
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
