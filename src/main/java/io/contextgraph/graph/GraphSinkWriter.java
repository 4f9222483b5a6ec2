package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers slices while the transaction before is under way on another thread; at most one is. While
 * the store is away it tries again with back-off, says so, and the task goes on.
 */
final class GraphSinkWriter implements SinkWriter<Slice> {
  private static final Logger LOG = LoggerFactory.getLogger(GraphSinkWriter.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final MailboxExecutor mailbox;
  private final GraphStore store;
  private final int batchEvents;
  private final GraphMetrics metrics;
  private final Deque<Slice> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "graph-applier");
            thread.setDaemon(true);
            return thread;
          });
  private boolean applying;

  /** Of the applier's thread. */
  private Duration pause = FIRST_PAUSE;

  GraphSinkWriter(WriterInitContext context, GraphStore store, int batchEvents) {
    this.mailbox = context.getMailboxExecutor();
    this.store = store;
    this.batchEvents = batchEvents;
    this.metrics = new GraphMetrics(context.metricGroup());
  }

  @Override
  public void write(Slice slice, Context context) {
    waiting.add(slice);
    metrics.waiting(waiting.size());
    if (!applying) {
      startNext();
    }
  }

  private void startNext() {
    List<Slice> batch = new ArrayList<>();
    int events = 0;
    while (!waiting.isEmpty() && events < batchEvents) {
      Slice slice = waiting.remove();
      events += slice.events().size();
      batch.add(slice);
    }
    if (!batch.isEmpty()) {
      applying = true;
      executor.execute(() -> apply(batch));
    }
  }

  /** On the applier's thread. */
  private void apply(List<Slice> batch) {
    long started = System.nanoTime();
    try {
      store.apply(batch);
      long nanos = System.nanoTime() - started;
      pause = FIRST_PAUSE;
      mailbox.execute(() -> applied(batch, nanos), "graph batch applied");
    } catch (StoreUnavailableException e) {
      LOG.warn("{}; trying again in {} ms", e.getMessage(), pause.toMillis());
      metrics.available(false);
      executor.schedule(() -> apply(batch), pause.toMillis(), TimeUnit.MILLISECONDS);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    } catch (Throwable e) {
      // An Error too: unheard of, the graph would stand still for ever.
      mailbox.execute(() -> failed(batch, e), "graph batch failed");
    }
  }

  private void applied(List<Slice> batch, long nanos) {
    applying = false;
    metrics.applied(batch, nanos);
    startNext();
    metrics.waiting(waiting.size());
  }

  private static void failed(List<Slice> batch, Throwable e) throws IOException {
    if (e instanceof ProjectionException mismatch && mismatch.isOtherLedger()) {
      throw new SuppressRestartsException(e);
    }
    throw new IOException(
        "Could not apply the ledger's positions after "
            + batch.get(0).after()
            + " to the graph: "
            + e.getMessage(),
        e);
  }

  /** Waits at the end of input only: positions live in the graph, not in checkpoints. */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    while (endOfInput && applying) {
      mailbox.yield();
    }
  }

  /** Never throws: Flink takes an exception while it cleans up a failed task for fatal. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      store.close();
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("A transaction of the graph is still under way; its position fences it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Closing the graph's store failed", e);
    }
  }
}
