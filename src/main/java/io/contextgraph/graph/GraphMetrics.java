package io.contextgraph.graph;

import io.contextgraph.event.Slice;
import io.contextgraph.server.Availability;
import io.contextgraph.server.Standstill;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of the graph's sink; docs/operations.md describes them. */
final class GraphMetrics {
  private static final int WINDOW = 500;

  private final Counter sent;
  private final Counter projected;
  private final Histogram batchSize = new DescriptiveStatisticsHistogram(WINDOW);
  private final Histogram applyMillis = new DescriptiveStatisticsHistogram(WINDOW);
  private volatile long position;
  private volatile int waiting;

  /**
   * @param availability is changed by the writer
   * @param retries how many transactions were run again
   */
  GraphMetrics(
      SinkWriterMetricGroup group,
      Standstill standstill,
      Availability availability,
      LongSupplier retries) {
    sent = group.getNumRecordsSendCounter();
    projected = group.counter("eventsProjected");
    group.histogram("applyBatchSize", batchSize);
    group.histogram("applyMillis", applyMillis);
    group.gauge("projectedPosition", () -> position);
    group.gauge("slicesWaiting", () -> waiting);
    group.gauge("graphAvailable", () -> availability.isAvailable() ? 1 : 0);
    group.gauge("transactionRetries", retries::getAsLong);
    group.gauge("projectionStanding", () -> standstill.stands() ? 1 : 0);
    group.gauge("projectionStandingReason", standstill::reason);
  }

  void applied(List<Slice> batch, long nanos) {
    int events = 0;
    for (Slice slice : batch) {
      events += slice.events().size();
      position = Math.max(position, slice.upTo());
    }
    sent.inc(batch.size());
    projected.inc(events);
    batchSize.update(events);
    applyMillis.update(TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  void waiting(int slices) {
    waiting = slices;
  }
}
