package io.contextgraph.retention;

import java.util.OptionalLong;

/** What a control event of the ledger says about holds. */
public sealed interface HoldChange {
  /** A hold begins. */
  record Held(Hold hold) implements HoldChange {}

  /**
   * Holds of a target end.
   *
   * @param hold the position of the one that ends; empty if all of the target end
   */
  record Released(HoldTarget target, OptionalLong hold) implements HoldChange {}
}
