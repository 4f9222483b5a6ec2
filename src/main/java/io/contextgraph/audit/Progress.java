package io.contextgraph.audit;

/** Receives the progress of a long-running step. */
@FunctionalInterface
public interface Progress {
  /**
   * @param done how many units are done
   * @param total how many units there are
   */
  void report(long done, long total);
}
