package io.contextgraph.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * The metrics of one reader; see docs/redis-streams-source.md. Thread-safe unless stated otherwise.
 */
final class RedisSourceMetrics {
  /** The name of the metric that lists the streams left out. */
  static final String LEFT_OUT_STREAMS = "leftOutStreams";

  private static final int LISTED_STREAMS = 20;

  private final Map<String, Long> pending = new ConcurrentHashMap<>();
  private final AtomicLong entriesLost = new AtomicLong();
  private final AtomicLong historiesRewritten = new AtomicLong();
  private final AtomicLong rewinds = new AtomicLong();
  private final AtomicLong entriesReadAgain = new AtomicLong();
  private final AtomicLong acknowledgements = new AtomicLong();
  private final AtomicLong acknowledgeFailures = new AtomicLong();
  private final AtomicLong entriesTrimmed = new AtomicLong();
  private volatile Map<String, String> leftOut = Map.of();
  private final HeldStreams held = new HeldStreams();
  private final Counter errors;

  RedisSourceMetrics(SourceReaderMetricGroup group) {
    errors = group.getNumRecordsInErrorsCounter();
    group.setPendingRecordsGauge(() -> pending.values().stream().mapToLong(Long::longValue).sum());
    group.gauge("entriesLost", entriesLost::get);
    group.gauge("streamsWentBack", historiesRewritten::get);
    group.gauge("rewinds", rewinds::get);
    group.gauge("entriesReadAgain", entriesReadAgain::get);
    group.gauge("acknowledgements", acknowledgements::get);
    group.gauge("acknowledgeFailures", acknowledgeFailures::get);
    group.gauge("entriesTrimmed", entriesTrimmed::get);
    group.gauge("streamsLeftOut", () -> leftOut.size());
    group.gauge(LEFT_OUT_STREAMS, () -> text(leftOut));
    group.gauge("entriesHeld", held::entries);
  }

  void setPending(String stream, long entries) {
    pending.put(stream, entries);
  }

  /**
   * @param reasons the streams that cannot be read at present, with the reasons
   */
  void setLeftOut(Map<String, String> reasons) {
    leftOut = reasons;
  }

  /** The streams that cannot be read at present, with the reasons. */
  Map<String, String> leftOut() {
    return leftOut;
  }

  private static String oneLine(String text) {
    return text.replace('\t', ' ').replace('\n', ' ');
  }

  /** One line for each of the first streams: its key, a tab and the reason. */
  static String text(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .limit(LISTED_STREAMS)
        .map(left -> oneLine(left.getKey()) + "\t" + oneLine(left.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** The stream is no longer read. */
  void forget(String stream) {
    pending.remove(stream);
    held.forget(stream);
  }

  void entriesLost(long entries) {
    entriesLost.addAndGet(entries);
  }

  void historyRewritten() {
    historiesRewritten.incrementAndGet();
  }

  void rewound() {
    rewinds.incrementAndGet();
  }

  /** An entry was read while its stream was rewound. */
  void entryReadAgain() {
    entriesReadAgain.incrementAndGet();
  }

  /** Another group keeps entries of a stream from being trimmed, or no longer does. */
  HeldStreams held() {
    return held;
  }

  void acknowledged() {
    acknowledgements.incrementAndGet();
  }

  void entriesTrimmed(long entries) {
    entriesTrimmed.addAndGet(entries);
  }

  void acknowledgeFailed() {
    acknowledgeFailures.incrementAndGet();
  }

  /** Only the head of an entry was read. Called only by the task thread. */
  void entryIncomplete() {
    errors.inc();
  }
}
