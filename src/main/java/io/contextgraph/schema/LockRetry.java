package io.contextgraph.schema;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Repeats a step that did not get its lock in time. In between, the statements that waited behind
 * it run.
 *
 * @param attempts how often the step is tried
 */
record LockRetry(int attempts) {
  /** Tries for a minute or two. */
  static final LockRetry PATIENT = new LockRetry(20);

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A step that changes the schema; returns what it changed. */
  interface Step {
    int run() throws SQLException;
  }

  /**
   * Runs a step until it gets its lock.
   *
   * @throws SQLException if the step fails, or does not get its lock in the last attempt
   */
  int run(Step step) throws SQLException {
    RetryPolicy<Integer> policy =
        RetryPolicy.<Integer>builder()
            .handleIf(LockRetry::isLockTimeout)
            .withDelay(PAUSE)
            .withMaxAttempts(attempts)
            .build();
    try {
      return Failsafe.with(policy).get(step::run);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    }
  }

  private static boolean isLockTimeout(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
