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
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Emits each valid entry as an event, and every other entry as a dead letter to a side output.
 *
 * <p>Metrics: {@code deadLetters}, and the counter {@code reason.REASON.rejected} for each reason
 * that occurred.
 */
public final class DecodeFunction extends ProcessFunction<RawEntry, Event> {
  @Serial private static final long serialVersionUID = 1;

  private final EventLimits limits;
  private final SerializableSupplier<Clock> clock;
  private final OutputTag<DeadLetter> deadLetters;
  private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
  private transient @Nullable EventCodec codec;

  /**
   * @param clock creates each subtask's clock, the reference for an event's time if the entry's id
   *     is not a time
   */
  public DecodeFunction(
      EventLimits limits, SerializableSupplier<Clock> clock, OutputTag<DeadLetter> deadLetters) {
    this.limits = limits;
    this.clock = clock;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    codec = new EventCodec(limits, clock.get());
    getRuntimeContext()
        .getMetricGroup()
        .gauge("deadLetters", () -> rejected.values().stream().mapToLong(Counter::getCount).sum());
  }

  @Override
  public void processElement(RawEntry entry, Context context, Collector<Event> out) {
    EventCodec opened = codec;
    if (opened == null) {
      throw new IllegalStateException("the function was not opened");
    }
    Decoded decoded = opened.decode(entry);
    if (decoded instanceof Decoded.Valid valid) {
      out.collect(valid.event());
    } else if (decoded instanceof Decoded.Rejected rejection) {
      DeadLetter letter = rejection.deadLetter();
      rejected.computeIfAbsent(letter.reason(), this::counter).inc();
      context.output(deadLetters, letter);
    }
  }

  private Counter counter(Reason reason) {
    return getRuntimeContext()
        .getMetricGroup()
        .addGroup("reason", reason.name())
        .counter("rejected");
  }
}
