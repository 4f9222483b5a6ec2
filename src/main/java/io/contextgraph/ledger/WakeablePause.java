package io.contextgraph.ledger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a thread wait until a time has passed or another thread wakes it. */
final class WakeablePause {
  private final Semaphore wakeUps = new Semaphore(0);

  /** Waits; an interrupt ends the pause and remains set. */
  void await(Duration pause) {
    try {
      if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the current pause, or the next one if there is none. */
  void wakeUp() {
    wakeUps.release();
  }
}
