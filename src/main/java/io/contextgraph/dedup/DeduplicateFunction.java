package io.contextgraph.dedup;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Reason;
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
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Passes on each event id of a session once, within the time to live of its state; the ledger knows
 * the older ones. A replayed dead letter passes always: the ledger alone decides about it.
 */
public final class DeduplicateFunction extends KeyedProcessFunction<String, Event, Event> {
  @Serial private static final long serialVersionUID = 1;

  /** Expired entries leave RocksDB's files at the latest after this time. */
  private static final Duration COMPACTION = Duration.ofHours(1);

  private static final long QUERY_TIME_AFTER_ENTRIES = 1_000;

  private final TypeInformation<EventId> idType;
  private final OutputTag<DeadLetter> deadLetters;
  private final Duration timeToLive;
  private transient @Nullable MapState<EventId, byte[]> seen;
  private transient @Nullable Counter duplicates;
  private transient @Nullable Counter conflicts;

  /**
   * @param deadLetters takes the events whose id was seen with another content
   * @param timeToLive how long an id is remembered here
   */
  public DeduplicateFunction(
      TypeInformation<EventId> idType, OutputTag<DeadLetter> deadLetters, Duration timeToLive) {
    this.idType = idType;
    this.deadLetters = deadLetters;
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
    conflicts = getRuntimeContext().getMetricGroup().counter("conflicts");
  }

  @Override
  public void processElement(Event event, Context context, Collector<Event> out) throws Exception {
    MapState<EventId, byte[]> state = opened(seen);
    if (event.replayed()) {
      out.collect(event);
      return;
    }
    switch (FirstSeen.judge(state.get(event.eventId()), event.contentHash())) {
      case NEW -> {
        state.put(event.eventId(), event.contentHash());
        out.collect(event);
      }
      case DUPLICATE -> opened(duplicates).inc();
      case CONFLICT -> {
        opened(conflicts).inc();
        context.output(
            deadLetters,
            event.toDeadLetter(
                Reason.ID_CONFLICT, "event " + event.eventId() + " came with another content"));
      }
    }
  }

  private static <T> T opened(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the function was not opened");
    }
    return value;
  }
}
