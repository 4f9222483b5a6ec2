package io.contextgraph.graph;

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
 * separate thread; after the limit, thread and driver are abandoned and replaced. The limit doubles
 * with each call that exceeds it, up to three minutes, so that a slow server, such as one that has
 * just started, can answer; the first call that succeeds resets it. Used by one thread at a time.
 */
final class TimeLimitedDriver implements AutoCloseable {
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
  private volatile Driver driver;
  private volatile ExecutorService caller = newCaller();

  /**
   * @param drivers opens the driver, and its replacements
   * @param initialLimit the limit of the first call and after each success
   */
  TimeLimitedDriver(Supplier<Driver> drivers, Duration initialLimit) {
    this.drivers = drivers;
    this.initialLimit = initialLimit;
    this.limit = initialLimit;
    this.driver = drivers.get();
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
   */
  <T> T call(Function<Session, T> work) {
    Driver current = driver;
    Future<T> answer = caller.submit(() -> run(current, work));
    try {
      T result = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      limit = initialLimit;
      return result;
    } catch (TimeoutException e) {
      String message = "no answer within " + limit.toSeconds() + " s";
      doubleLimit();
      replace();
      throw new ServiceUnavailableException(message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
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
  static boolean isTerminated(RuntimeException failure) {
    return failure instanceof Neo4jException answer && TERMINATED.contains(answer.code());
  }

  private void doubleLimit() {
    Duration twice = limit.multipliedBy(2);
    limit = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  /** Opens a new driver in place of the current one, and abandons its call if there is one. */
  void replace() {
    caller.shutdownNow();
    driver.closeAsync();
    caller = newCaller();
    driver = drivers.get();
  }

  @Override
  public void close() {
    caller.shutdownNow();
    driver.close();
  }
}
