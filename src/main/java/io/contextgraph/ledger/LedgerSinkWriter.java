package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Fills a batch on the task thread while the previous one is appended on another thread. At most
 * one append runs at a time; no later batch is sent while its outcome is unknown.
 */
final class LedgerSinkWriter
    implements StatefulSinkWriter<Event, LedgerMark>, LedgerAppender.Listener {
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService time;
  private final LedgerAppender appender;
  private final BatchLimits limits;
  private final AppendOutcomes outcomes;
  private final FillingBatch filling;

  private boolean timerSet;
  private boolean appending;
  private boolean due;
  private LedgerMark mark;

  /**
   * @param mark the last position of the ledger in the job's state
   * @param nanoClock measures how long appends take
   */
  LedgerSinkWriter(
      WriterInitContext context,
      Ledger ledger,
      LedgerMark mark,
      BatchLimits limits,
      AppendOutcomes outcomes,
      LongSupplier nanoClock) {
    this.mailbox = context.getMailboxExecutor();
    this.time = context.getProcessingTimeService();
    this.appender = new LedgerAppender(ledger, mailbox, nanoClock, this);
    this.mark = mark;
    this.limits = limits;
    this.outcomes = outcomes;
    this.filling = new FillingBatch(limits);
  }

  /**
   * Starts an empty append, so that a wrong password or a different ledger is detected before the
   * first event.
   */
  LedgerSinkWriter connected() {
    startAppend();
    return this;
  }

  @Override
  public void write(Event event, Context context) throws IOException, InterruptedException {
    filling.add(event);
    if (filling.isFull()) {
      makeRoom();
    } else if (!timerSet && !appending) {
      timerSet = true;
      time.registerTimer(time.getCurrentProcessingTime() + limits.age().toMillis(), now -> onAge());
    }
  }

  private void makeRoom() throws InterruptedException {
    // A completed append may start the next one, which empties the filling batch.
    while (appending && filling.isFull()) {
      mailbox.yield();
    }
    if (filling.isFull()) {
      startAppend();
    }
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
    due = false;
    appending = true;
    appender.start(filling.take());
  }

  @Override
  public void appended(int batchSize, AppendResult result, long nanos) {
    appending = false;
    mark = result.mark();
    outcomes.succeeded(batchSize, result, nanos, time.getCurrentProcessingTime());
    // Events that arrived during the append have usually exceeded the age limit.
    if (!filling.isEmpty() && (due || !timerSet)) {
      startAppend();
    }
    due = false;
  }

  @Override
  public void failed(int batchSize, Throwable failure) throws IOException {
    throw outcomes.failed(batchSize, mark, failure);
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

  /** Never throws: Flink treats an exception during the cleanup of a failed task as fatal. */
  @Override
  public void close() {
    appender.close();
  }
}
