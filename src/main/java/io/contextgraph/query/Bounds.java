package io.contextgraph.query;

import java.time.Duration;

/**
 * What a question may cost.
 *
 * @param limit the maximum number of rows, from 1 to {@link #MAX_ROWS}
 * @param depth the maximum number of steps from cause to effect, from 1 to {@link #MAX_DEPTH}
 * @param events the maximum number of events that a count includes, from 1 to {@link #MAX_EVENTS}
 * @param timeout how long Neo4j may take, from 1 s to {@link #MAX_TIMEOUT}
 */
public record Bounds(int limit, int depth, int events, Duration timeout) {
  public static final int MAX_ROWS = 100_000;
  public static final int MAX_DEPTH = 10_000;
  public static final int MAX_EVENTS = 100_000_000;
  public static final Duration MAX_TIMEOUT = Duration.ofHours(1);

  public static final Bounds DEFAULT = new Bounds(1_000, 100, 1_000_000, Duration.ofSeconds(30));

  public Bounds {
    require("limit", limit, MAX_ROWS);
    require("depth", depth, MAX_DEPTH);
    require("events", events, MAX_EVENTS);
    require("timeout", timeout.toSeconds(), MAX_TIMEOUT.toSeconds());
  }

  private static void require(String name, long value, long greatest) {
    if (value < 1 || value > greatest) {
      throw new IllegalArgumentException("the " + name + " must be between 1 and " + greatest);
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
