package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import io.contextgraph.server.Availability;
import io.contextgraph.server.Standstill;
import java.io.Serial;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Applies slices of the ledger to the graph, exactly once: the graph stores the positions itself.
 * The sink never delays a checkpoint barrier, whether the store answers or not, and relies on its
 * source to limit how many slices are in flight. All slices of one partition must reach the same
 * subtask, in order.
 */
public final class GraphSink implements Sink<Slice> {
  @Serial private static final long serialVersionUID = 1;

  private final GraphStore.Factory stores;
  private final int batchEvents;

  /**
   * @param batchEvents the approximate number of events per transaction
   */
  public GraphSink(GraphStore.Factory stores, int batchEvents) {
    this.stores = stores;
    this.batchEvents = batchEvents;
  }

  @Override
  public SinkWriter<Slice> createWriter(WriterInitContext context) {
    Standstill standstill = new Standstill(System::nanoTime);
    Availability availability = new Availability(System::nanoTime);
    GraphStore store = stores.open();
    return new GraphSinkWriter(
        context.getMailboxExecutor(),
        new GraphApplier(store, standstill, Standstill.TEST_EVERY),
        batchEvents,
        new GraphMetrics(context.metricGroup(), standstill, availability, store::retries),
        availability,
        System::nanoTime);
  }
}
