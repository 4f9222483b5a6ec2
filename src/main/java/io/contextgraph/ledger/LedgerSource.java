package io.contextgraph.ledger;

import io.contextgraph.event.Slice;
import java.io.Serial;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The ledger in slices, by position. It starts where its consumer's own store says, whatever the
 * job's state says, and never runs further ahead of that store than {@code window}: so its consumer
 * may stand still for hours without holding up a checkpoint. Run it with parallelism 1.
 */
public final class LedgerSource implements Source<Slice, LedgerSplit, LedgerEnumeratorState> {
  @Serial private static final long serialVersionUID = 1;

  private final PostgresConnections connections;
  private final ReadAhead readAhead;
  private final int partitions;
  private final int window;

  /**
   * @param partitions into how many logical partitions sessions are hashed
   * @param window how many positions may be read ahead of the consumer's store
   */
  public LedgerSource(
      PostgresConnections connections, ReadAhead readAhead, int partitions, int window) {
    this.connections = connections;
    this.readAhead = readAhead;
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
    LedgerSourceMetrics metrics = new LedgerSourceMetrics(context.metricGroup());
    return new LedgerSourceReader(
        () -> new LedgerSplitReader(connections, readAhead.open(), partitions, window, metrics),
        new Configuration(),
        context);
  }

  @Override
  public SplitEnumerator<LedgerSplit, LedgerEnumeratorState> createEnumerator(
      SplitEnumeratorContext<LedgerSplit> context) {
    return new LedgerEnumerator(
        context, new LedgerEnumeratorState(new LedgerSplit(LedgerMark.NONE)));
  }

  @Override
  public SplitEnumerator<LedgerSplit, LedgerEnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<LedgerSplit> context, LedgerEnumeratorState state) {
    return new LedgerEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<LedgerSplit> getSplitSerializer() {
    return LedgerSplitSerializer.INSTANCE;
  }

  @Override
  public SimpleVersionedSerializer<LedgerEnumeratorState> getEnumeratorCheckpointSerializer() {
    return LedgerEnumeratorStateSerializer.INSTANCE;
  }
}
