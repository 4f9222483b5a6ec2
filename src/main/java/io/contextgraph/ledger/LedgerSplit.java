package io.contextgraph.ledger;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The whole ledger as a single split.
 *
 * @param mark how far this job has read it
 */
public record LedgerSplit(LedgerMark mark) implements SourceSplit {
  static final String ID = "ledger";

  @Override
  public String splitId() {
    return ID;
  }
}
