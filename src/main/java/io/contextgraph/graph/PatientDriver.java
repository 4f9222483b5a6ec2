package io.contextgraph.graph;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/**
 * A driver whose patience ends. The driver itself waits for ever for a server that vanished without
 * closing the connection, and no interrupt moves it; so calls run on a thread of their own, which
 * is left behind with its driver, and the next call has new ones. Used by one thread at a time.
 */
final class PatientDriver implements AutoCloseable {
  private final Supplier<Driver> drivers;
  private final Duration within;
  private volatile Driver driver;
  private ExecutorService caller = newCaller();

  PatientDriver(Supplier<Driver> drivers, Duration within) {
    this.drivers = drivers;
    this.within = within;
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
   * Makes a call.
   *
   * @throws ServiceUnavailableException also if there was no answer in time
   */
  <T> T answer(Supplier<T> call) {
    Future<T> answer = caller.submit(call::get);
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      startAnew();
      throw new ServiceUnavailableException("no answer within " + within.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceUnavailableException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    }
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
