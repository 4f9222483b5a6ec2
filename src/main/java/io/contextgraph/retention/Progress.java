package io.contextgraph.retention;

/** Receives the progress of a run. */
public interface Progress {
  /** What a run has done with a month; each is durable. */
  enum Step {
    /** The file of the month and its manifest are on the disk and were compared with the tree. */
    WRITTEN,
    /** The ledger says so. */
    RECORDED,
    /** The graph has no event of the month, if it is to forget them. */
    FORGOTTEN,
    /** The ledger has no row of the month. */
    DROPPED
  }

  /**
   * @param unit what is counted; differs from step to step
   * @param done how many units are done
   * @param total how many units there are
   */
  void report(String unit, long done, long total);

  /** A step is done. */
  default void reached(Step step, Month month) {}
}
