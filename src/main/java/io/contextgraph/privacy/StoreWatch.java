package io.contextgraph.privacy;

import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.server.FailureText;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a key store with its ledger every 15 s, on a thread of its own, until it is closed. The
 * store refuses to serve keys when this stops, so a failure is only logged.
 */
public final class StoreWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
  private static final long LONGEST_END_MILLIS = 1_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final ComparedStore store;
  private final Thread thread;
  private String lastFailure = "";

  private StoreWatch(ComparedStore store) {
    this.store = store;
    this.thread = new Thread(this::run, "key-store-comparison");
    thread.setDaemon(true);
  }

  /**
   * Starts.
   *
   * @param store the key store, as any of its roles
   * @param ledger its ledger, as a role that may read events
   */
  public static StoreWatch start(PostgresConnections store, PostgresConnections ledger) {
    StoreWatch watch = new StoreWatch(new ComparedStore(store, ledger, System::nanoTime));
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      do {
        compare();
      } while (!ended.await(ComparedStore.EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store.disconnect();
    }
  }

  private void compare() {
    try {
      store.get();
      lastFailure = "";
    } catch (SQLException | RuntimeException e) {
      store.disconnect();
      report(FailureText.of(e));
    }
  }

  private void report(String failure) {
    if (!failure.equals(lastFailure)) {
      LOG.warn("The key store was not compared with its ledger: {}", failure);
    }
    lastFailure = failure;
  }

  /** Ends the thread; one that waits for a server ends when that answers. */
  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
