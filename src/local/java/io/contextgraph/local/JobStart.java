package io.contextgraph.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waits until a job runs: every task runs, and has kept running for a moment. A task that cannot
 * connect to its server may run before it fails.
 *
 * @param steady how long every task must run without interruption
 * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
 */
record JobStart(FlinkRest flink, Duration steady, LongSupplier nanoClock) {
  private static final int POLL_MILLIS = 100;

  /**
   * Waits until the job runs, has ended, or a time is over.
   *
   * @return why it does not run; empty if it runs
   */
  Optional<String> failure(String job, Duration longest) throws InterruptedException {
    long started = nanoClock.getAsLong();
    long notRunningAt = started;
    while (nanoClock.getAsLong() - notRunningAt < steady.toNanos()) {
      if (!flink.allTasksRun(job)) {
        notRunningAt = nanoClock.getAsLong();
        String state = flink.state(job).orElse("unknown");
        if (JobHistory.isEnd(state)) {
          return Optional.of("it is " + state + ": " + flink.cause(job));
        }
        if (notRunningAt - started > longest.toNanos()) {
          return Optional.of(late(job, state, longest));
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return Optional.empty();
  }

  private String late(String job, String state, Duration longest) {
    return "after %d s it is %s, and %s; last failure: %s"
        .formatted(longest.toSeconds(), state, flink.tasks(job), flink.cause(job));
  }
}
