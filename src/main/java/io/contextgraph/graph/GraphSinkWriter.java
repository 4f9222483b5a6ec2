package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import io.contextgraph.server.Availability;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies slices in batches on a separate thread, one batch at a time; slices that arrive in the
 * meantime wait for the next batch. While a batch is tried again, see {@link GraphApplier}, the
 * task keeps running. It fails only if the ledger must be read again from the stored positions.
 */
final class GraphSinkWriter implements SinkWriter<Slice> {
  private static final Logger LOG = LoggerFactory.getLogger(GraphSinkWriter.class);

  private final MailboxExecutor mailbox;
  private final GraphApplier applier;
  private final GraphMetrics metrics;
  private final Availability availability;
  private final LongSupplier nanoClock;
  private final SliceQueue waiting;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "graph-applier");
            thread.setDaemon(true);
            return thread;
          });
  private boolean applying;
  private boolean retrying;

  /**
   * @param applier closed with the writer
   * @param batchEvents the approximate number of events per transaction
   * @param availability is changed by this object only
   * @param nanoClock measures how long a batch takes
   */
  GraphSinkWriter(
      MailboxExecutor mailbox,
      GraphApplier applier,
      int batchEvents,
      GraphMetrics metrics,
      Availability availability,
      LongSupplier nanoClock) {
    this.mailbox = mailbox;
    this.applier = applier;
    this.waiting = new SliceQueue(batchEvents);
    this.metrics = metrics;
    this.availability = availability;
    this.nanoClock = nanoClock;
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
    List<Slice> batch = waiting.nextBatch();
    if (!batch.isEmpty()) {
      applying = true;
      executor.execute(() -> apply(batch));
    }
  }

  /** Runs on the applier thread. */
  private void apply(List<Slice> batch) {
    long started = nanoClock.getAsLong();
    availability.asked();
    try {
      ApplyAttempt attempt = applier.apply(batch);
      availability.ended(attempt.answered());
      if (attempt.retryAfter() == null) {
        long nanos = nanoClock.getAsLong() - started;
        mailbox.execute(() -> applied(batch, nanos), "graph batch applied");
      } else {
        executor.schedule(
            () -> apply(batch), attempt.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
        mailbox.execute(() -> retrying = true, "graph batch is tried again later");
      }
    } catch (Throwable e) {
      // Catch Error too; if it went unreported, the projection would stop without a failure.
      mailbox.execute(() -> failed(batch, e), "graph batch failed");
    }
  }

  private void applied(List<Slice> batch, long nanos) {
    applying = false;
    retrying = false;
    metrics.applied(batch, nanos);
    startNext();
    metrics.waiting(waiting.size());
  }

  private static void failed(List<Slice> batch, Throwable e) throws IOException {
    throw new IOException(
        "Could not apply the ledger's positions after "
            + batch.get(0).after()
            + " to the graph: "
            + FailureText.of(e),
        e);
  }

  /**
   * Waits at the end of input only, and only while batches are applied at the first attempt:
   * positions are stored in the graph, not in checkpoints, so nothing is lost.
   */
  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    while (endOfInput && applying && !retrying) {
      mailbox.yield();
    }
  }

  /** Never throws: Flink treats an exception during the cleanup of a failed task as fatal. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      applier.close();
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("A Neo4j transaction is still running; the stored position fences it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("Could not close the graph store", e);
    }
  }
}
