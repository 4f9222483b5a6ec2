package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends batches on its own thread and reports each outcome on the task thread. */
final class LedgerAppender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerAppender.class);

  private final Ledger ledger;
  private final MailboxExecutor mailbox;
  private final LongSupplier nanoClock;
  private final Listener listener;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "ledger-appender");
            thread.setDaemon(true);
            return thread;
          });

  /** Receives the outcome of every append, on the task thread. */
  interface Listener {
    void appended(int batchSize, AppendResult result, long nanos);

    void failed(int batchSize, Throwable failure) throws IOException;
  }

  /**
   * @param nanoClock measures how long appends take
   */
  LedgerAppender(
      Ledger ledger, MailboxExecutor mailbox, LongSupplier nanoClock, Listener listener) {
    this.ledger = ledger;
    this.mailbox = mailbox;
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  /** Starts an append. */
  void start(List<Event> batch) {
    executor.execute(() -> append(batch));
  }

  private void append(List<Event> batch) {
    long started = nanoClock.getAsLong();
    try {
      AppendResult result = ledger.append(batch);
      long nanos = nanoClock.getAsLong() - started;
      mailbox.execute(
          () -> listener.appended(batch.size(), result, nanos), "ledger append succeeded");
    } catch (Throwable e) {
      // Catch Error too; if it went unreported, the task would wait forever.
      mailbox.execute(() -> listener.failed(batch.size(), e), "ledger append failed");
    }
  }

  /** Never throws: Flink treats an exception during the cleanup of a failed task as fatal. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("An append is still running after 5 s; the lock on the head keeps it in order");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      ledger.close();
    } catch (SQLException e) {
      LOG.warn("Could not close the connection to the ledger", e);
    }
  }
}
