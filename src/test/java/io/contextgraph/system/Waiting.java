package io.contextgraph.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for conditions, each with a deadline. */
public final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Waiting() {}

  /** Waits until the condition is true, at most {@link #PATIENCE}. */
  public static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      sleep(20);
    }
  }

  private static boolean holds(Callable<Boolean> condition) throws Exception {
    try {
      return condition.call();
    } catch (IOException serverAway) {
      return false;
    }
  }

  /**
   * Repeats the checks until they find no violation; returns the violations that remain after
   * {@link #PATIENCE} (I8).
   */
  public static List<String> settled(Callable<List<String>> checks) throws Exception {
    return settled(checks, PATIENCE);
  }

  public static List<String> settled(Callable<List<String>> checks, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> wrong = attempt(checks);
    while (!wrong.isEmpty() && System.nanoTime() < deadline) {
      sleep(200);
      wrong = attempt(checks);
    }
    return wrong;
  }

  private static List<String> attempt(Callable<List<String>> checks) {
    try {
      return checks.call();
    } catch (Exception serverAway) {
      return new ArrayList<>(List.of("I8 " + serverAway));
    }
  }

  public static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
