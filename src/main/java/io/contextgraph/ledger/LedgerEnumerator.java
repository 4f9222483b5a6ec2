package io.contextgraph.ledger;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Hands the one split to the first reader, and again after that reader failed. */
final class LedgerEnumerator implements SplitEnumerator<LedgerSplit, LedgerEnumeratorState> {
  private static final int READER = 0;
  private final SplitEnumeratorContext<LedgerSplit> context;
  private @Nullable LedgerSplit unassigned;

  LedgerEnumerator(SplitEnumeratorContext<LedgerSplit> context, LedgerEnumeratorState state) {
    this.context = context;
    this.unassigned = state.unassigned();
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<LedgerSplit> splits, int subtask) {
    for (LedgerSplit split : splits) {
      unassigned = split;
    }
    assign();
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  private void assign() {
    LedgerSplit split = unassigned;
    if (split != null && context.registeredReaders().containsKey(READER)) {
      unassigned = null;
      context.assignSplit(split, READER);
    }
  }

  @Override
  public LedgerEnumeratorState snapshotState(long checkpointId) {
    return new LedgerEnumeratorState(unassigned);
  }

  @Override
  public void close() {}
}
