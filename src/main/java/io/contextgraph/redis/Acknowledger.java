package io.contextgraph.redis;

import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges completed checkpoints to Redis, on its own thread and connection. Failures are
 * counted, and the next checkpoint acknowledges the same entries. Reading never waits for it.
 */
final class Acknowledger implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
  private static final long CLOSE_TIMEOUT_SECONDS = 5;

  private final RedisAddress address;
  private final RedisStreamsOptions options;
  private final RedisSourceMetrics metrics;
  private final SharedHistories histories;
  private final ReplicationId replicationId = new ReplicationId();
  private final IdleStreams idle = new IdleStreams();
  private final InfoMode infoMode = new InfoMode();
  private final RenewedConnection connection;
  private final AtomicReference<@Nullable List<StreamSplit>> waiting = new AtomicReference<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "redis-acknowledger");
            thread.setDaemon(true);
            return thread;
          });
  private final OwnerName ownerName;
  private @Nullable String owner;

  /** Finds out who owns the consumer group. */
  @FunctionalInterface
  interface OwnerName {
    /** Returns null if the group has no owner. */
    @Nullable String get() throws IOException;
  }

  Acknowledger(
      RedisAddress address,
      RedisStreamsOptions options,
      RedisSourceMetrics metrics,
      SharedHistories histories,
      OwnerName ownerName) {
    this.ownerName = ownerName;
    this.address = address;
    this.connection = new RenewedConnection(address, infoMode);
    this.options = options;
    this.metrics = metrics;
    this.histories = histories;
  }

  /**
   * Acknowledges splits in the background. Only the newest checkpoint waits, because it covers all
   * before it.
   *
   * @param durable the splits of a completed checkpoint
   */
  void acknowledge(List<StreamSplit> durable) {
    if (waiting.getAndSet(durable) == null) {
      executor.execute(this::acknowledgeNewest);
    }
  }

  private void acknowledgeNewest() {
    List<StreamSplit> durable = waiting.getAndSet(null);
    if (durable == null || histories.reasonToStop() != null) {
      return;
    }
    List<StreamSplit> due = readable(idle.due(durable, this::isUnchanged));
    try {
      while (!due.isEmpty()) {
        due = acknowledgeAll(due);
      }
    } catch (ForeignGroupException e) {
      LOG.error("Nothing more is acknowledged: {}", e.getMessage());
      histories.stop(e);
    } catch (RuntimeException | IOException e) {
      failed("Could not acknowledge to Redis at " + address, e);
      connection.close();
    }
  }

  /** Without the streams that are left out: to ask about one may cost the connection each time. */
  private List<StreamSplit> readable(List<StreamSplit> splits) {
    Set<String> leftOut = metrics.leftOut().keySet();
    return splits.stream().filter(split -> !leftOut.contains(split.stream())).toList();
  }

  /**
   * Acknowledges over one connection.
   *
   * @return the splits that remain because the first of them cost the connection; it is asked about
   *     in another way next
   */
  private List<StreamSplit> acknowledgeAll(List<StreamSplit> splits) throws IOException {
    RedisConnection open = connection.get();
    StreamAcknowledgement acknowledgement =
        new StreamAcknowledgement(open, options, metrics, owner());
    String server = replicationId.read(open);
    for (int i = 0; i < splits.size(); i++) {
      StreamSplit split = splits.get(i);
      SharedHistory history = histories.of(split.stream());
      if (isCurrent(history, split, server) && !acknowledge(acknowledgement, history, split)) {
        connection.close();
        return splits.subList(i, splits.size());
      }
    }
    return List.of();
  }

  private boolean isUnchanged(StreamSplit split) {
    StreamSplit previous = histories.of(split.stream()).acknowledged();
    return previous != null
        && previous.position().equals(split.position())
        && previous.entriesRead() == split.entriesRead()
        && previous.continuesHistoryOf(split);
  }

  /** Whether the split belongs to the history that this server has. */
  private static boolean isCurrent(SharedHistory history, StreamSplit split, String server) {
    StreamSplit previous = history.acknowledged();
    return !split.position().equals(StreamPosition.ZERO)
        && !split.isRewound()
        && split.history().replicationId().equals(server)
        && !history.isOutdated(split)
        && history.doubtAbout(split).isEmpty()
        && (previous == null || !split.isBehind(previous));
  }

  /** Whether the connection was kept. */
  private boolean acknowledge(
      StreamAcknowledgement acknowledgement, SharedHistory history, StreamSplit split) {
    boolean byScript = infoMode.isByScript(split.stream());
    try {
      acknowledgement.run(split, history);
    } catch (RedisCommandExecutionException e) {
      failed("Could not acknowledge stream " + split.stream() + " up to " + split.position(), e);
    } catch (RedisException e) {
      if (byScript || !infoMode.isAlone(split.stream())) {
        throw e;
      }
      return false;
    }
    return true;
  }

  private void failed(String what, Exception cause) {
    metrics.acknowledgeFailed();
    LOG.warn("{}; the next checkpoint retries: {}", what, String.valueOf(cause));
  }

  private @Nullable String owner() throws IOException {
    if (owner == null) {
      owner = ownerName.get();
    }
    return owner;
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
    connection.close();
  }
}
