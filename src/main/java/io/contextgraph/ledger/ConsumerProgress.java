package io.contextgraph.ledger;

import java.io.Serializable;
import java.util.List;

/**
 * Reports how far the ledger's consumer is, according to the consumer's own store. The source reads
 * only a bounded window ahead of it, so that a consumer that makes no progress blocks neither
 * checkpoint barriers nor memory. Used by one thread.
 */
public interface ConsumerProgress extends AutoCloseable {
  /**
   * Returns the mark of each partition of the consumer, or nothing while its store is unavailable.
   * The source compares them with the ledger and continues after the lowest.
   *
   * @param ledgerId the ledger's id
   * @throws UnusableConsumerException if an operator must repair the store before it can be
   *     continued
   */
  List<LedgerMark> marks(String ledgerId);

  @Override
  void close();

  /** Opens the connection to the store on the machine that reads the ledger. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** Returns immediately, whether or not the store is available. */
    ConsumerProgress open();
  }
}
