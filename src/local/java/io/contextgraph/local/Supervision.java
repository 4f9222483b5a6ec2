package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Restarts the servers that died and submits the job again if its JobManager lost it. Each server
 * and the job have a thread of their own, so that none waits for another. A failed attempt is
 * reported in one line, whatever was thrown, and repeated with back-off until the system is
 * stopped.
 */
public final class Supervision implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Consumer<String> report;
  private final BooleanSupplier stopping;
  private final ReadWriteLock attempts = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /**
   * @param report receives a line for each attempt that failed
   * @param stopping whether the supervised system is being stopped
   */
  Supervision(Consumer<String> report, BooleanSupplier stopping) {
    this.report = report;
    this.stopping = stopping;
  }

  /** Starts supervising the servers that run now. */
  public static Supervision start(LocalSystem system) {
    Supervision supervision = new Supervision(system::report, system::isStopping);
    for (ServerProcess process : system.processes().all()) {
      supervision.repeat(process.name(), () -> system.supervise(process));
    }
    supervision.repeat("The job", system::superviseJob);
    supervision.repeat("The notary", system::superviseNotary);
    return supervision;
  }

  /** One attempt, which fails by throwing. */
  interface Attempt {
    void run() throws IOException, InterruptedException;
  }

  /** An action that nothing may interfere with. */
  public interface Action {
    void run() throws Exception;
  }

  void repeat(String name, Attempt attempt) {
    Thread thread = new Thread(() -> loop(name, attempt), "supervision of " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void loop(String name, Attempt attempt) {
    long pause = PAUSE_MILLIS;
    try {
      while (!ended()) {
        pause = succeeds(name, attempt) ? PAUSE_MILLIS : longer(pause);
        TimeUnit.MILLISECONDS.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static long longer(long pauseMillis) {
    return Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  }

  private boolean succeeds(String name, Attempt attempt) throws InterruptedException {
    attempts.readLock().lock();
    try {
      attempt.run();
      return true;
    } catch (IOException | RuntimeException | Error e) {
      // An error too, e.g. of a class that cannot be loaded: the other attempts may succeed.
      if (!ended()) {
        report.accept(name + ": " + describe(e) + "; trying again");
      }
      return false;
    } finally {
      attempts.readLock().unlock();
    }
  }

  /** Of an error, which is a bug, with its kind: its message is often only a name. */
  private static String describe(Throwable failure) {
    return failure instanceof LocalException || failure instanceof IOException
        ? FailureText.of(failure)
        : failure.toString();
  }

  private boolean ended() {
    return closed || stopping.getAsBoolean();
  }

  /** Runs an action while nothing is restarted, after the attempts in progress have ended. */
  public void suspended(Action action) throws Exception {
    Lock exclusive = attempts.writeLock();
    exclusive.lock();
    try {
      action.run();
    } finally {
      exclusive.unlock();
    }
  }

  /** Begins no further attempt; does not wait for the attempts in progress. */
  @Override
  public void close() {
    closed = true;
  }
}
