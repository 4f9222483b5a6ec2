package io.contextgraph.graph;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * A driver whose patience ends. The driver itself waits for ever for a server that vanished without
 * closing the connection, and no interrupt moves it; so calls run on a thread of their own, which
 * is left behind with its driver, and the next call has new ones. A server that is only slow, as
 * one that has just started, is given twice the time with each call that took too long, until one
 * did not. Used by one thread at a time.
 */
final class PatientDriver implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /**
   * What a server calls it when it gave a transaction up (Neo4j status codes): at work, or while it
   * waited for a lock, because its time was over or somebody terminated it.
   */
  private static final Set<String> GIVEN_UP =
      Set.of(
          "Neo.ClientError.Transaction.TransactionTimedOut",
          "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
          "Neo.ClientError.Transaction.LockClientStopped",
          "Neo.ClientError.Transaction.Terminated");

  private final Supplier<Driver> drivers;
  private final Duration first;
  private volatile Duration within;
  private volatile Driver driver;
  private ExecutorService caller = newCaller();

  /**
   * @param first how long to wait for an answer where none took too long before
   */
  PatientDriver(Supplier<Driver> drivers, Duration first) {
    this.drivers = drivers;
    this.first = first;
    this.within = first;
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

  Driver driver() {
    return driver;
  }

  /**
   * The server gives a transaction up, and its locks with it, before this driver does: so who hears
   * nothing has lost the connection, or else is told that the time was too short.
   */
  TransactionConfig bounded() {
    return TransactionConfig.builder().withTimeout(within.multipliedBy(3).dividedBy(4)).build();
  }

  /**
   * Makes a call.
   *
   * @throws ServiceUnavailableException also if there was no answer in time
   */
  <T> T answer(Supplier<T> call) {
    Future<T> answer = caller.submit(call::get);
    try {
      T result = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
      within = first;
      return result;
    } catch (TimeoutException e) {
      String message = "no answer within " + within.toSeconds() + " s";
      lengthen();
      startAnew();
      throw new ServiceUnavailableException(message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        if (gaveUp(failure)) {
          lengthen();
        }
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Whether the server gave the transaction up, as it does with one that takes too long. */
  static boolean gaveUp(RuntimeException failure) {
    return failure instanceof Neo4jException answered && GIVEN_UP.contains(answered.code());
  }

  private void lengthen() {
    Duration twice = within.multipliedBy(2);
    within = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  private void startAnew() {
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
