package io.contextgraph.ledger;

import java.io.Serializable;
import java.time.Duration;

/**
 * A batch is appended as soon as it reaches one of these limits.
 *
 * @param rows the number of events
 * @param bytes their approximate size in memory
 * @param age the time since the batch's first event
 */
public record BatchLimits(int rows, long bytes, Duration age) implements Serializable {
  public static final BatchLimits DEFAULT = new BatchLimits(5_000, 8L << 20, Duration.ofMillis(20));
}
