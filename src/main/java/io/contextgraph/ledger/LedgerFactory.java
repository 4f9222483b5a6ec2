package io.contextgraph.ledger;

import java.io.Serializable;

/** Opens a ledger on the machine that appends. */
@FunctionalInterface
public interface LedgerFactory extends Serializable {
  /**
   * @param mark what is known of the ledger from the job's state
   */
  Ledger open(LedgerMark mark);
}
