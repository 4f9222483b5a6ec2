package io.contextgraph.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** What the source shows in the dashboard; see docs/operations.md. Any thread may report. */
final class RedisSourceMetrics {
  private final Map<String, Long> pending = new ConcurrentHashMap<>();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong wentBack = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong acknowledgeFailures = new AtomicLong();
  private final AtomicLong trimmed = new AtomicLong();
  private final Counter errors;

  RedisSourceMetrics(SourceReaderMetricGroup group) {
    errors = group.getNumRecordsInErrorsCounter();
    group.setPendingRecordsGauge(() -> pending.values().stream().mapToLong(Long::longValue).sum());
    group.gauge("entriesLost", lost::get);
    group.gauge("streamsWentBack", wentBack::get);
    group.gauge("acknowledgements", acknowledged::get);
    group.gauge("acknowledgeFailures", acknowledgeFailures::get);
    group.gauge("entriesTrimmed", trimmed::get);
  }

  void pending(String stream, long entries) {
    pending.put(stream, entries);
  }

  void lost(long entries) {
    lost.addAndGet(entries);
  }

  void wentBack() {
    wentBack.incrementAndGet();
  }

  void acknowledged() {
    acknowledged.incrementAndGet();
  }

  void trimmed(long entries) {
    trimmed.addAndGet(entries);
  }

  void acknowledgeFailed() {
    acknowledgeFailures.incrementAndGet();
  }

  /** Called by the task's thread only. */
  void oversized() {
    errors.inc();
  }
}
