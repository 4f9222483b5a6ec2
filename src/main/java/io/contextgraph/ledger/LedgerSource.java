package io.contextgraph.ledger;

import io.contextgraph.event.Slice;
import io.contextgraph.server.Availability;
import io.contextgraph.server.Standstill;
import java.io.Serial;
import java.util.Optional;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads the ledger in slices, by position. It starts at the position in the consumer's own store,
 * regardless of the job's state, and never reads more than {@code window} positions ahead of that
 * store. So the consumer can stall for hours without blocking a checkpoint. Run it with parallelism
 * 1.
 */
public final class LedgerSource implements Source<Slice, LedgerSplit, Optional<LedgerSplit>> {
  @Serial private static final long serialVersionUID = 1;

  private final PostgresConnections connections;
  private final ConsumerProgress.Factory progress;
  private final int partitions;
  private final int window;

  /**
   * @param partitions the number of logical partitions that sessions are hashed into
   * @param window how many positions may be read ahead of the consumer's store
   */
  public LedgerSource(
      PostgresConnections connections,
      ConsumerProgress.Factory progress,
      int partitions,
      int window) {
    this.connections = connections;
    this.progress = progress;
    this.partitions = partitions;
    this.window = window;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Slice, LedgerSplit> createReader(SourceReaderContext context) {
    DriverRelease.registerWith(context.getUserCodeClassLoader());
    Standstill standstill = new Standstill(System::nanoTime);
    Availability store = new Availability(System::nanoTime);
    LedgerSourceMetrics metrics = new LedgerSourceMetrics(context.metricGroup(), standstill, store);
    return new LedgerSourceReader(
        () -> splitReader(metrics, standstill), new Configuration(), context);
  }

  private LedgerSplitReader splitReader(LedgerSourceMetrics metrics, Standstill standstill) {
    WakeablePause pause = new WakeablePause();
    return new LedgerSplitReader(
        new LedgerConnection(connections),
        new SliceReader(progress.open(), partitions, window, metrics, pause),
        pause,
        standstill);
  }

  @Override
  public SplitEnumerator<LedgerSplit, Optional<LedgerSplit>> createEnumerator(
      SplitEnumeratorContext<LedgerSplit> context) {
    return new LedgerEnumerator(context, Optional.of(new LedgerSplit(LedgerMark.NONE)));
  }

  @Override
  public SplitEnumerator<LedgerSplit, Optional<LedgerSplit>> restoreEnumerator(
      SplitEnumeratorContext<LedgerSplit> context, Optional<LedgerSplit> unassigned) {
    return new LedgerEnumerator(context, unassigned);
  }

  @Override
  public SimpleVersionedSerializer<LedgerSplit> getSplitSerializer() {
    return LedgerStateSerializers.SPLIT;
  }

  @Override
  public SimpleVersionedSerializer<Optional<LedgerSplit>> getEnumeratorCheckpointSerializer() {
    return LedgerStateSerializers.UNASSIGNED;
  }
}
