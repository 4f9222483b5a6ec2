package io.contextgraph.ledger;

import org.apache.flink.api.connector.source.SourceSplit;

/** The ledger is one split; its mark is how far this job has read it. */
public record LedgerSplit(LedgerMark mark) implements SourceSplit {
  static final String ID = "ledger";

  @Override
  public String splitId() {
    return ID;
  }
}
