package io.contextgraph.decode;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import java.io.Serial;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Events go on; everything else goes to the dead letters, counted by reason. */
public final class DecodeFunction extends ProcessFunction<RawEntry, Event> {
  @Serial private static final long serialVersionUID = 1;

  private final EventLimits limits;
  private final OutputTag<DeadLetter> deadLetters;
  private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
  private transient @Nullable EventCodec codec;
  private transient @Nullable MetricGroup metrics;

  public DecodeFunction(EventLimits limits, OutputTag<DeadLetter> deadLetters) {
    this.limits = limits;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    codec = new EventCodec(limits, Clock.systemUTC());
    metrics = getRuntimeContext().getMetricGroup();
    metrics.gauge(
        "deadLetters", () -> rejected.values().stream().mapToLong(Counter::getCount).sum());
  }

  @Override
  public void processElement(RawEntry entry, Context context, Collector<Event> out) {
    EventCodec opened = codec;
    MetricGroup group = metrics;
    if (opened == null || group == null) {
      throw new IllegalStateException("the function was not opened");
    }
    Decoded decoded = opened.decode(entry);
    if (decoded instanceof Decoded.Valid valid) {
      out.collect(valid.event());
    } else if (decoded instanceof Decoded.Rejected rejection) {
      DeadLetter letter = rejection.deadLetter();
      rejected
          .computeIfAbsent(
              letter.reason(),
              reason -> group.addGroup("reason", reason.name()).counter("rejected"))
          .inc();
      context.output(deadLetters, letter);
    }
  }
}
