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
 * Passes on each event id of a session once, within the time to live of its state; the ledger knows
 * the older ones. Where an id came with two contents, and for a replayed dead letter, the ledger
 * alone decides: these pass always.
 */
public final class DeduplicateFunction extends KeyedProcessFunction<String, Event, Event> {
  @Serial private static final long serialVersionUID = 1;

  /** Expired entries leave RocksDB's files at the latest after this time. */
  private static final Duration COMPACTION = Duration.ofHours(1);

  private static final long QUERY_TIME_AFTER_ENTRIES = 1_000;

  private final TypeInformation<EventId> idType;
  private final Duration timeToLive;
  private transient @Nullable MapState<EventId, byte[]> seen;
  private transient @Nullable Counter duplicates;
  private transient @Nullable Counter contested;

  /**
   * @param timeToLive how long an id is remembered here
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
            .cleanupInRocksdbCompactFilter(QUERY_TIME_AFTER_ENTRIES, COMPACTION)
            .build());
    seen = getRuntimeContext().getMapState(descriptor);
    duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    contested = getRuntimeContext().getMetricGroup().counter("contested");
  }

  @Override
  public void processElement(Event event, Context context, Collector<Event> out) throws Exception {
    MapState<EventId, byte[]> state = opened(seen);
    if (event.replayed()) {
      out.collect(event);
      return;
    }
    FirstSeen verdict = FirstSeen.judge(state.get(event.eventId()), event.contentHash());
    if (verdict == FirstSeen.DUPLICATE) {
      opened(duplicates).inc();
      return;
    }
    if (verdict == FirstSeen.CONTESTED) {
      opened(contested).inc();
    }
    state.put(event.eventId(), verdict.remember(event.contentHash()));
    out.collect(event);
  }

  private static <T> T opened(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the function was not opened");
    }
    return value;
  }
}
