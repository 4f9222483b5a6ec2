package io.contextgraph.ledger;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch is appended: at the first limit it reaches.
 *
 * @param rows events
 * @param bytes their weight in memory
 * @param age since its first event
 */
public record BatchLimits(int rows, long bytes, Duration age) implements Serializable {
  public static final BatchLimits DEFAULT = new BatchLimits(5_000, 8L << 20, Duration.ofMillis(20));
}
