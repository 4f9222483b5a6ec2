package io.contextgraph.audit;

/** Receives the progress of a long-running step. */
@FunctionalInterface
public interface Progress {
  /**
   * @param unit what is counted; differs from step to step
   * @param done how many units are done
   * @param total how many units there are
   */
  void report(String unit, long done, long total);
}
