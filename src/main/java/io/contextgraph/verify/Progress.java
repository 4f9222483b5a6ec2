package io.contextgraph.verify;

/** Receives the progress of a verification. */
@FunctionalInterface
public interface Progress {
  /**
   * @param done positions that are verified
   * @param total positions of the ledger
   */
  void report(long done, long total);
}
