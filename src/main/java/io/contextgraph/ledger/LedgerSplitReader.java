package io.contextgraph.ledger;

import io.contextgraph.event.Slice;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RefusedException;
import io.contextgraph.server.Standstill;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's split reader around {@link SliceReader}; retries after failures of Postgres. After a
 * failure that only an operator can repair it stands, emits nothing and tests at intervals whether
 * it can continue: ending the job would end recording too.
 */
final class LedgerSplitReader implements SplitReader<Slice, LedgerSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerSplitReader.class);

  private final LedgerConnection ledger;
  private final SliceReader slices;
  private final WakeablePause pause;
  private final Standstill standstill;

  /**
   * @param standstill is changed by this object only
   */
  LedgerSplitReader(
      LedgerConnection ledger, SliceReader slices, WakeablePause pause, Standstill standstill) {
    this.ledger = ledger;
    this.slices = slices;
    this.pause = pause;
    this.standstill = standstill;
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
      succeeded();
    } catch (SQLException e) {
      pause.await(ledger.failed(e, slices.position()));
    } catch (RefusedException
        | LedgerMismatchException
        | SchemaMismatchException
        | UnusableConsumerException e) {
      stand(e);
    }
    return records.build();
  }

  private void succeeded() {
    if (slices.isStarted() && standstill.end()) {
      LOG.info("The projection continues after position {}", slices.position());
    }
  }

  /**
   * Waits before the next test.
   *
   * @throws IOException if the ledger changed after slices were emitted: the region restarts, so
   *     that none of a ledger that was replaced is still applied
   */
  private void stand(RuntimeException e) throws IOException {
    if (e instanceof LedgerMismatchException && slices.hasEmitted()) {
      throw new IOException("The ledger changed while it was read: " + FailureText.of(e), e);
    }
    slices.stop();
    if (standstill.begin(FailureText.of(e))) {
      report(e);
    }
    pause.await(Standstill.TEST_EVERY);
  }

  private static void report(RuntimeException e) {
    String line =
        "The projection stands; recording continues. It tries again every %d s: %s"
            .formatted(Standstill.TEST_EVERY.toSeconds(), FailureText.of(e));
    if (e instanceof RefusedException || e.getCause() instanceof RefusedException) {
      // The line names the server and the reason; its trace says nothing more.
      LOG.error("{}", line);
    } else {
      LOG.error("{}", line, e);
    }
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
