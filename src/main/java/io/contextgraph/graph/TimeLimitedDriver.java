package io.contextgraph.graph;

import io.contextgraph.server.RefusedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * A driver whose calls end within a time limit. Neo4j's driver waits forever for a server that
 * vanished without closing the connection and ignores interrupts. Therefore each call runs on a
 * separate thread; after the limit, thread and driver are abandoned, and the next call opens
 * others. The limit doubles with each call that exceeds it, up to three minutes, so that a slow
 * server, such as one that has just started, can answer; the first call that succeeds resets it.
 * Used by one thread at a time.
 */
public final class TimeLimitedDriver implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /**
   * Neo4j's status codes for a transaction that the server terminated, while it ran or waited for a
   * lock, because it timed out or a user terminated it.
   */
  private static final Set<String> TERMINATED =
      Set.of(
          "Neo.ClientError.Transaction.TransactionTimedOut",
          "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
          "Neo.ClientError.Transaction.LockClientStopped",
          "Neo.ClientError.Transaction.Terminated");

  private final Supplier<Driver> drivers;
  private final Duration initialLimit;
  private volatile Duration limit;
  private @Nullable Driver driver;
  private ExecutorService caller = newCaller();
  private boolean closed;

  /**
   * @param drivers opens the driver before the first call, and before the call that follows the
   *     loss of one
   * @param initialLimit the limit of the first call and after each success
   */
  public TimeLimitedDriver(Supplier<Driver> drivers, Duration initialLimit) {
    this.drivers = drivers;
    this.initialLimit = initialLimit;
    this.limit = initialLimit;
  }

  /**
   * @param open never replaced by another; closed with this object
   * @param initialLimit the limit of the first call and after each success
   */
  TimeLimitedDriver(Driver open, Duration initialLimit) {
    this(() -> open, initialLimit);
    this.driver = open;
  }

  private static ExecutorService newCaller() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "neo4j-caller");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * The configuration of a write transaction. The server terminates it, and releases its locks,
   * before the call's limit. So a call without an answer means a lost connection, and a transaction
   * that takes too long fails with a server error.
   */
  TransactionConfig transactionConfig() {
    return TransactionConfig.builder().withTimeout(limit.multipliedBy(3).dividedBy(4)).build();
  }

  /**
   * Runs work in a new session.
   *
   * @throws ServiceUnavailableException also if the call exceeds the limit
   * @throws RefusedException if the driver cannot be opened without its password; the next call
   *     tries again
   */
  public <T> T call(Function<Session, T> work) {
    Future<T> answer = submit(work);
    try {
      T result = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      limit = initialLimit;
      return result;
    } catch (TimeoutException e) {
      String message = "no answer within " + limit.toSeconds() + " s";
      doubleLimit();
      abandon();
      throw new ServiceUnavailableException(message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private synchronized <T> Future<T> submit(Function<Session, T> work) {
    if (closed) {
      throw new ServiceUnavailableException("closed");
    }
    Driver current = driver == null ? drivers.get() : driver;
    driver = current;
    return caller.submit(() -> run(current, work));
  }

  private static <T> T run(Driver driver, Function<Session, T> work) {
    try (Session session = driver.session()) {
      return work.apply(session);
    }
  }

  private RuntimeException failure(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (!(cause instanceof RuntimeException failure)) {
      return new IllegalStateException(cause);
    }
    if (isTerminated(failure)) {
      doubleLimit();
    }
    return failure;
  }

  /** Whether the server terminated the transaction, as it does when one takes too long. */
  public static boolean isTerminated(RuntimeException failure) {
    return failure instanceof Neo4jException answer && TERMINATED.contains(answer.code());
  }

  private void doubleLimit() {
    Duration twice = limit.multipliedBy(2);
    limit = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  /** Abandons the driver, and its call if there is one; the next call opens a new driver. */
  synchronized void abandon() {
    caller.shutdownNow();
    caller = newCaller();
    if (driver != null) {
      driver.closeAsync();
      driver = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    caller.shutdownNow();
    if (driver != null) {
      driver.close();
    }
  }
}
