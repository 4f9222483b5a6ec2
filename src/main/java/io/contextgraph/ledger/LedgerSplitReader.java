package io.contextgraph.ledger;

import io.contextgraph.event.Slice;
import io.contextgraph.server.RefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pages of the ledger, at most a window ahead of the consumer's store. */
final class LedgerSplitReader implements SplitReader<Slice, LedgerSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerSplitReader.class);
  private static final int PAGE = 2_000;
  private static final int IDLE_MILLIS = 100;
  private static final int CLOSED_WINDOW_MILLIS = 10;
  private static final int STORE_AWAY_MILLIS = 500;
  private static final int ATTEMPTS = 8;
  private static final int LONGEST_PAUSE_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 12_000;

  private final PostgresConnections connections;
  private final ReadAhead.Progress progress;
  private final int partitions;
  private final int window;
  private final LedgerSourceMetrics metrics;
  private final Semaphore wakeUp = new Semaphore(0);

  private @Nullable LedgerReader reader;
  private @Nullable LedgerMark mark;
  private boolean started;
  private long position;
  private long lowest;
  private int failures;

  LedgerSplitReader(
      PostgresConnections connections,
      ReadAhead.Progress progress,
      int partitions,
      int window,
      LedgerSourceMetrics metrics) {
    this.connections = connections;
    this.progress = progress;
    this.partitions = partitions;
    this.window = window;
    this.metrics = metrics;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<LedgerSplit> change) {
    for (LedgerSplit split : change.splits()) {
      mark = split.mark();
      started = false;
    }
  }

  @Override
  public RecordsWithSplitIds<Slice> fetch() throws IOException {
    RecordsBySplits.Builder<Slice> slices = new RecordsBySplits.Builder<>();
    try {
      slices.addAll(LedgerSplit.ID, page());
      failures = 0;
    } catch (SQLException e) {
      failed(e);
    } catch (RefusedException | LedgerMismatchException e) {
      throw new SuppressRestartsException(e);
    }
    return slices.build();
  }

  private List<Slice> page() throws SQLException {
    LedgerReader open = reader;
    if (open == null) {
      Connection connection = connections.open();
      // A page takes milliseconds; who says nothing for so long has vanished.
      connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      open = new LedgerReader(connection);
      reader = open;
    }
    LedgerMark head = open.head();
    metrics.head(head.position());
    if (mark != null) {
      mark.check(head);
    }
    if (!started || position >= lowest + window) {
      if (!askStore(open, head)) {
        return List.of();
      }
    }
    if (position >= head.position()) {
      open.awaitAppend(IDLE_MILLIS);
      return List.of();
    }
    long upTo = Math.min(head.position(), Math.min(position + PAGE, lowest + window));
    List<Slice> slices =
        Slice.cut(head.ledgerId(), position, upTo, open.events(position, upTo), partitions);
    position = upTo;
    mark = new LedgerMark(head.ledgerId(), upTo);
    metrics.read(position);
    return slices;
  }

  /** Whether the window is open, as the consumer's store says now. */
  private boolean askStore(LedgerReader ledger, LedgerMark head) throws SQLException {
    OptionalLong reached = reached(ledger, head);
    if (reached.isEmpty()) {
      metrics.waiting(true);
      pause(STORE_AWAY_MILLIS);
      return false;
    }
    lowest = reached.getAsLong();
    if (!started) {
      position = lowest;
      started = true;
      metrics.read(position);
      LOG.info("Reading ledger {} after position {}", head.ledgerId(), position);
    }
    boolean open = position < lowest + window;
    metrics.waiting(!open);
    if (!open) {
      pause(CLOSED_WINDOW_MILLIS);
    }
    return open;
  }

  private OptionalLong reached(LedgerReader ledger, LedgerMark head) throws SQLException {
    boolean first = mark == null || mark.equals(LedgerMark.NONE);
    try {
      return progress.lowest(head, first);
    } catch (LedgerMismatchException ahead) {
      // Another projection may have gone on since this head was read.
      return progress.lowest(ledger.head(), first);
    }
  }

  private void failed(SQLException e) throws IOException {
    closeReader();
    failures++;
    if (failures >= ATTEMPTS || SqlFault.of(e) != SqlFault.SERVER) {
      throw new IOException(
          "Could not read the ledger after position "
              + position
              + " from "
              + connections.address()
              + ": "
              + e.getMessage(),
          e);
    }
    LOG.warn("Reading the ledger after position {} failed, trying again", position, e);
    pause(Math.min(LONGEST_PAUSE_MILLIS, 100 << failures));
  }

  private void pause(int millis) {
    try {
      if (wakeUp.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        wakeUp.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void wakeUp() {
    wakeUp.release();
  }

  private void closeReader() {
    LedgerReader open = reader;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("Closing a broken connection failed", e);
      }
    }
  }

  @Override
  public void close() {
    closeReader();
    progress.close();
  }
}
