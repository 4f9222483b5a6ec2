package io.contextgraph.dedup;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import java.io.Serial;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Emits the first event with each id in a session and drops the others, within the time to live of
 * the state; the ledger drops duplicates of older events. Events whose id arrived with two
 * different contents, and replayed dead letters, always pass, because only the ledger can decide
 * about them.
 *
 * <p>Metrics: the counters {@code duplicates} (dropped) and {@code contested} (passed to the
 * ledger).
 */
public final class DeduplicateFunction extends KeyedProcessFunction<String, Event, Event> {
  @Serial private static final long serialVersionUID = 1;

  /** Compacting rewrites all files of the state, so it is not done more often than this. */
  private static final Duration MIN_COMPACTION_INTERVAL = Duration.ofMinutes(10);

  /** The compaction filter reads the clock once for this many entries. */
  private static final long QUERY_TIME_AFTER_ENTRIES = 1_000;

  private final TypeInformation<EventId> idType;
  private final Duration timeToLive;
  private transient @Nullable MapState<EventId, byte[]> seen;
  private transient @Nullable Counter duplicates;
  private transient @Nullable Counter contested;

  /**
   * @param timeToLive how long the keyed state keeps an id after its last change
   */
  public DeduplicateFunction(TypeInformation<EventId> idType, Duration timeToLive) {
    this.idType = idType;
    this.timeToLive = timeToLive;
  }

  @Override
  public void open(OpenContext context) {
    MapStateDescriptor<EventId, byte[]> descriptor =
        new MapStateDescriptor<>(
            "first-seen", idType, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(timeToLive)
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .cleanupInRocksdbCompactFilter(QUERY_TIME_AFTER_ENTRIES, compactionInterval(timeToLive))
            .build());
    seen = getRuntimeContext().getMapState(descriptor);
    duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    contested = getRuntimeContext().getMetricGroup().counter("contested");
  }

  /** RocksDB removes expired entries from its files within this time: a 24th of their lifetime. */
  static Duration compactionInterval(Duration timeToLive) {
    Duration share = timeToLive.dividedBy(24);
    return share.compareTo(MIN_COMPACTION_INTERVAL) < 0 ? MIN_COMPACTION_INTERVAL : share;
  }

  @Override
  public void processElement(Event event, Context context, Collector<Event> out) throws Exception {
    MapState<EventId, byte[]> state = opened(seen);
    if (event.replayed()) {
      out.collect(event);
      return;
    }
    Verdict verdict = Verdict.of(state.get(event.eventId()), event.contentHash());
    if (verdict == Verdict.DUPLICATE) {
      opened(duplicates).inc();
      return;
    }
    if (verdict == Verdict.CONTESTED) {
      opened(contested).inc();
    }
    state.put(event.eventId(), verdict.toRemember(event.contentHash()));
    out.collect(event);
  }

  private static <T> T opened(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the function was not opened");
    }
    return value;
  }
}
