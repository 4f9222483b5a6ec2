package io.contextgraph.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Measured latencies.
 *
 * @param micros in ascending order
 */
record Latencies(long[] micros) {
  static Latencies of(long[] unsorted) {
    long[] micros = unsorted.clone();
    Arrays.sort(micros);
    return new Latencies(micros);
  }

  static Latencies of(List<Long> unsorted) {
    return of(unsorted.stream().mapToLong(Long::longValue).toArray());
  }

  int count() {
    return micros.length;
  }

  /**
   * The latency in milliseconds that the given share of events do not exceed; 0 if there are none.
   *
   * @param share from 0 to 1
   */
  double quantile(double share) {
    return micros.length == 0 ? 0 : micros[(int) ((micros.length - 1) * share)] / 1e3;
  }
}
