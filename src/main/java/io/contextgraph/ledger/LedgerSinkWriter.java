package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a batch on the task's thread while the batch before is appended on another. At most one
 * append is under way; nothing later is sent while its outcome is unknown.
 */
final class LedgerSinkWriter implements StatefulSinkWriter<Event, LedgerMark> {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerSinkWriter.class);

  private final MailboxExecutor mailbox;
  private final ProcessingTimeService time;
  private final Ledger ledger;
  private final BatchLimits limits;
  private final RejectionLimit.Window rejections;
  private final LedgerMetrics metrics;
  private final ExecutorService appender =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "ledger-appender");
            thread.setDaemon(true);
            return thread;
          });

  private List<Event> filling = new ArrayList<>();
  private long fillingBytes;
  private boolean timerSet;
  private boolean appending;
  private boolean due;
  private LedgerMark mark;

  LedgerSinkWriter(
      WriterInitContext context,
      Ledger ledger,
      LedgerMark mark,
      BatchLimits limits,
      RejectionLimit.Window rejections) {
    this.mailbox = context.getMailboxExecutor();
    this.time = context.getProcessingTimeService();
    this.metrics = new LedgerMetrics(context.metricGroup());
    this.ledger = ledger;
    this.mark = mark;
    this.limits = limits;
    this.rejections = rejections;
    // An append of nothing: a wrong password or another ledger shows now, not with the first event.
    startAppend();
  }

  @Override
  public void write(Event event, Context context) throws IOException, InterruptedException {
    filling.add(event);
    fillingBytes += event.weight();
    if (isFull()) {
      // What ends the append under way may start the next by itself; then there is room again.
      while (appending && isFull()) {
        mailbox.yield();
      }
      if (isFull()) {
        startAppend();
      }
    } else if (!timerSet && !appending) {
      timerSet = true;
      time.registerTimer(time.getCurrentProcessingTime() + limits.age().toMillis(), now -> onAge());
    }
  }

  private boolean isFull() {
    return filling.size() >= limits.rows() || fillingBytes >= limits.bytes();
  }

  private void onAge() {
    timerSet = false;
    if (appending) {
      due = true;
    } else if (!filling.isEmpty()) {
      startAppend();
    }
  }

  private void startAppend() {
    List<Event> batch = filling;
    filling = new ArrayList<>(batch.size());
    fillingBytes = 0;
    due = false;
    appending = true;
    appender.execute(() -> append(batch));
  }

  /** On the appender's thread. */
  private void append(List<Event> batch) {
    long started = System.nanoTime();
    try {
      AppendResult result = ledger.append(batch);
      long nanos = System.nanoTime() - started;
      mailbox.execute(() -> appended(batch.size(), result, nanos), "ledger append done");
    } catch (Throwable e) {
      // An Error too: unheard of, it would leave the task waiting for this append for ever.
      mailbox.execute(() -> failed(batch.size(), e), "ledger append failed");
    }
  }

  private void appended(int batchSize, AppendResult result, long nanos) {
    appending = false;
    mark = result.head();
    if (batchSize > 0) {
      metrics.appended(batchSize, result, nanos);
    }
    try {
      rejections.add(
          result.deadLetters().stream().filter(LedgerMetrics::isRefusal).count(),
          batchSize,
          time.getCurrentProcessingTime());
    } catch (RejectionLimit.ExceededException e) {
      throw new SuppressRestartsException(e);
    }
    // What gathered meanwhile has waited for an append already: longer than its age, most often.
    if (!filling.isEmpty() && (due || !timerSet)) {
      startAppend();
    }
    due = false;
  }

  private void failed(int batchSize, Throwable e) throws IOException {
    if (e instanceof LedgerMismatchException || e instanceof RefusedException) {
      throw new SuppressRestartsException(e);
    }
    throw new IOException(
        "Could not append "
            + batchSize
            + " events after position "
            + mark.position()
            + " of the ledger: "
            + e.getMessage(),
        e);
  }

  private void awaitAppend() throws InterruptedException {
    while (appending) {
      mailbox.yield();
    }
  }

  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    awaitAppend();
    while (!filling.isEmpty()) {
      startAppend();
      awaitAppend();
    }
  }

  @Override
  public List<LedgerMark> snapshotState(long checkpointId) {
    return mark.equals(LedgerMark.NONE) ? List.of() : List.of(mark);
  }

  /** Never throws: Flink takes an exception while it cleans up a failed task for fatal. */
  @Override
  public void close() {
    appender.shutdownNow();
    try {
      if (!appender.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("An append is still under way after 5 s; the head's lock fences it");
      }
      ledger.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.warn("Closing the connection to the ledger failed", e);
    }
  }
}
