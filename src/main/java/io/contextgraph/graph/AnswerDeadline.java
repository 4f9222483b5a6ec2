package io.contextgraph.graph;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a call that waits too long for an answer. The driver itself waits for ever for a server that
 * vanished without closing the connection; when its thread is interrupted it gives the connection
 * up, and the call fails as it does when the server cannot be reached.
 */
final class AnswerDeadline implements AutoCloseable {
  private final Future<?> interruption;

  private AnswerDeadline(Future<?> interruption) {
    this.interruption = interruption;
  }

  /** Watches calls, one at a time. */
  static final class Watch {
    private final ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "graph-watch");
              thread.setDaemon(true);
              return thread;
            });
    private final Duration within;

    Watch(Duration within) {
      this.within = within;
    }

    /** Begins a call of the present thread. */
    AnswerDeadline start() {
      return new AnswerDeadline(
          executor.schedule(
              Thread.currentThread()::interrupt, within.toMillis(), TimeUnit.MILLISECONDS));
    }

    void close() {
      executor.shutdownNow();
    }
  }

  /** Ends the call; a thread that was interrupted by this is as if it had not been. */
  @Override
  public void close() {
    if (interruption.cancel(false)) {
      return;
    }
    try {
      interruption.get();
    } catch (CancellationException | ExecutionException | InterruptedException expired) {
      // It ran, or the watch was closed: either way nothing more comes.
    }
    Thread.interrupted();
  }
}
