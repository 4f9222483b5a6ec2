package io.contextgraph.audit;

/** Receives how far a long-running step has come. */
@FunctionalInterface
public interface Progress {
  /**
   * @param done how many units are done
   * @param total how many units there are
   */
  void report(long done, long total);
}
