package io.contextgraph.ledger;

import io.contextgraph.event.Slice;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Flink's split reader around {@link SliceReader}; retries after failures of Postgres. */
final class LedgerSplitReader implements SplitReader<Slice, LedgerSplit> {
  private final LedgerConnection ledger;
  private final SliceReader slices;
  private final WakeablePause pause;

  LedgerSplitReader(LedgerConnection ledger, SliceReader slices, WakeablePause pause) {
    this.ledger = ledger;
    this.slices = slices;
    this.pause = pause;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<LedgerSplit> change) {
    for (LedgerSplit split : change.splits()) {
      slices.restart(split.mark());
    }
  }

  @Override
  public RecordsWithSplitIds<Slice> fetch() throws IOException {
    RecordsBySplits.Builder<Slice> records = new RecordsBySplits.Builder<>();
    try {
      records.addAll(LedgerSplit.ID, slices.next(ledger.reader()));
      ledger.succeeded();
    } catch (SQLException e) {
      pause.await(ledger.failed(e, slices.position()));
    } catch (RefusedException | LedgerMismatchException | SchemaMismatchException e) {
      throw new SuppressRestartsException(e);
    }
    return records.build();
  }

  @Override
  public void wakeUp() {
    pause.wakeUp();
  }

  @Override
  public void close() {
    ledger.close();
    slices.close();
  }
}
