package io.contextgraph.ledger;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * Reports the position of the ledger's consumer, according to the consumer's own store. The source
 * reads only a bounded window ahead of it, so that a consumer that makes no progress blocks neither
 * checkpoint barriers nor memory. Used by one thread.
 */
public interface ConsumerProgress extends AutoCloseable {
  /**
   * Returns the position that every partition of the consumer has reached in this ledger, or empty
   * while its store is unavailable.
   *
   * @param head the ledger's id and last position
   * @param nothingRead whether the job's state contains no position yet. If so, refused credentials
   *     fail the job, because they can never have worked
   * @throws LedgerMismatchException if the store is ahead of this ledger, that is, the ledger lost
   *     events
   */
  OptionalLong reachedByAll(LedgerMark head, boolean nothingRead);

  @Override
  void close();

  /** Opens the connection to the store on the machine that reads the ledger. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** Returns immediately, whether or not the store is available. */
    ConsumerProgress open();
  }
}
