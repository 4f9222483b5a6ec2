package io.contextgraph.query;

import java.time.Duration;

/**
 * What a question may cost. Each bound is an option of the command, whose default is given here.
 *
 * @param limit the maximum number of rows, from 1 to {@link #MAX_LIMIT}
 * @param depth the maximum number of steps from cause to effect, from 1 to {@link #MAX_DEPTH}
 * @param events the maximum number of events that a count includes, from 1 to {@link #MAX_EVENTS}
 * @param timeout how long Neo4j may take, from 1 s to {@link #MAX_TIMEOUT} seconds
 */
public record Bounds(int limit, int depth, int events, Duration timeout) {
  /** The option of each bound, without its hyphens. */
  public static final String LIMIT = "limit";

  public static final String DEPTH = "depth";
  public static final String EVENTS = "events";
  public static final String TIMEOUT = "timeout";

  public static final int MAX_LIMIT = 100_000;
  public static final int MAX_DEPTH = 10_000;
  public static final int MAX_EVENTS = 100_000_000;
  public static final int MAX_TIMEOUT = 3_600;

  public static final int DEFAULT_LIMIT = 1_000;
  public static final int DEFAULT_DEPTH = 100;
  public static final int DEFAULT_EVENTS = 1_000_000;

  /** In seconds. */
  public static final int DEFAULT_TIMEOUT = 30;

  public static final Bounds DEFAULT =
      new Bounds(DEFAULT_LIMIT, DEFAULT_DEPTH, DEFAULT_EVENTS, Duration.ofSeconds(DEFAULT_TIMEOUT));

  /**
   * @throws IllegalArgumentException if a bound is out of its range; the message names its option
   */
  public Bounds {
    require(LIMIT, limit, MAX_LIMIT);
    require(DEPTH, depth, MAX_DEPTH);
    require(EVENTS, events, MAX_EVENTS);
    require(TIMEOUT, timeout.toSeconds(), MAX_TIMEOUT);
  }

  private static void require(String option, long value, long greatest) {
    if (value < 1 || value > greatest) {
      throw new IllegalArgumentException(
          "--%s must be between 1 and %d".formatted(option, greatest));
    }
  }

  public Bounds withLimit(int rows) {
    return new Bounds(rows, depth, events, timeout);
  }

  public Bounds withDepth(int steps) {
    return new Bounds(limit, steps, events, timeout);
  }

  public Bounds withEvents(int counted) {
    return new Bounds(limit, depth, counted, timeout);
  }

  public Bounds withTimeout(Duration longest) {
    return new Bounds(limit, depth, events, longest);
  }
}
