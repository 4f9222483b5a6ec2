package io.contextgraph.ledger;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Assigns the only split to the first reader, and reassigns it after that reader failed. */
final class LedgerEnumerator implements SplitEnumerator<LedgerSplit, Optional<LedgerSplit>> {
  private static final int READER = 0;
  private final SplitEnumeratorContext<LedgerSplit> context;
  private Optional<LedgerSplit> unassigned;

  LedgerEnumerator(SplitEnumeratorContext<LedgerSplit> context, Optional<LedgerSplit> unassigned) {
    this.context = context;
    this.unassigned = unassigned;
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<LedgerSplit> splits, int subtask) {
    for (LedgerSplit split : splits) {
      unassigned = Optional.of(split);
    }
    assign();
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  private void assign() {
    if (unassigned.isPresent() && context.registeredReaders().containsKey(READER)) {
      LedgerSplit split = unassigned.get();
      unassigned = Optional.empty();
      context.assignSplit(split, READER);
    }
  }

  @Override
  public Optional<LedgerSplit> snapshotState(long checkpointId) {
    return unassigned;
  }

  @Override
  public void close() {}
}
