package io.contextgraph.benchmark;

import java.util.Map;

/**
 * What the tree costs an append.
 *
 * @param batch events of the append
 * @param nanos of each part in memory for the whole batch
 * @param tileMillis to write the tiles that become full, on average
 * @param appendMillis the median of the whole append
 * @param tileWalPercent the WAL of its tiles, of that of the whole append
 */
record TreeCost(
    int batch,
    Map<TreePart, Double> nanos,
    double tileMillis,
    double appendMillis,
    double tileWalPercent) {
  static final double TARGET_PERCENT = 3;

  double nanosPerLeaf(TreePart part) {
    return nanos.getOrDefault(part, Double.NaN) / batch;
  }

  /** The milliseconds of all parts. */
  double millis() {
    double inMemory = nanos.values().stream().mapToDouble(Double::doubleValue).sum();
    return inMemory / 1e6 + tileMillis;
  }

  /** The tree's part of the append. */
  double percent() {
    return 100 * millis() / appendMillis;
  }

  boolean isWithinTarget() {
    return percent() <= TARGET_PERCENT;
  }
}
