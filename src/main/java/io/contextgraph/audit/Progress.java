package io.contextgraph.audit;

/** Receives the progress of a long-running step, and what it leaves out. */
@FunctionalInterface
public interface Progress {
  /**
   * @param unit what is counted; differs from step to step
   * @param done how many units are done
   * @param total how many units there are
   */
  void report(String unit, long done, long total);

  /**
   * Receives what a step could not do.
   *
   * @param sentence for a person to read
   */
  default void skipped(String sentence) {}
}
