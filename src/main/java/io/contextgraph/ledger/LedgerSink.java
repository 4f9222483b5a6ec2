package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.io.IOException;
import java.io.Serial;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Records each event once in the ledger. Every event that the sink received before a checkpoint
 * barrier is durable before the barrier passes, so a completed checkpoint implies a durable ledger.
 * Run it with parallelism 1: the ledger has one order, and parallel appends would wait for each
 * other.
 */
public final class LedgerSink implements Sink<Event>, SupportsWriterState<Event, LedgerMark> {
  @Serial private static final long serialVersionUID = 1;

  private final Ledger.Factory ledger;
  private final BatchLimits batch;
  private final RejectionLimit rejections;

  public LedgerSink(Ledger.Factory ledger, BatchLimits batch, RejectionLimit rejections) {
    this.ledger = ledger;
    this.batch = batch;
    this.rejections = rejections;
  }

  @Override
  public LedgerSinkWriter createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public LedgerSinkWriter restoreWriter(
      WriterInitContext context, Collection<LedgerMark> recovered) {
    DriverRelease.registerWith(context.getUserCodeClassLoader());
    LedgerMark mark = LedgerMark.NONE;
    for (LedgerMark candidate : recovered) {
      mark = candidate.position() >= mark.position() ? candidate : mark;
    }
    AppendOutcomes outcomes =
        new AppendOutcomes(new LedgerMetrics(context.metricGroup()), rejections.window());
    return new LedgerSinkWriter(context, ledger.open(mark), mark, batch, outcomes, System::nanoTime)
        .connected();
  }

  @Override
  public SimpleVersionedSerializer<LedgerMark> getWriterStateSerializer() {
    return LedgerStateSerializers.MARK;
  }
}
