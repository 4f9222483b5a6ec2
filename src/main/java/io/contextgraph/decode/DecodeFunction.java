package io.contextgraph.decode;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Decoded;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.event.Sealer;
import io.contextgraph.server.RefusedException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Emits each valid entry as an event, and every other entry as a dead letter to a side output.
 * Personal data in plain form is sealed here, so that it reaches no other operator. While it cannot
 * be sealed, this function waits and with it the source; after the sealer's retries the task fails.
 * A fresh job whose login at the key store is refused ends for good before it reads anything.
 *
 * <p>Metrics: {@code deadLetters}, the counter {@code reason.REASON.rejected} for each reason that
 * occurred, and the counters {@code personalDataSealed} (sealed here) and {@code
 * personalDataDropped} (not kept, because the subject was erased).
 */
public final class DecodeFunction extends ProcessFunction<RawEntry, Event>
    implements CheckpointedFunction {
  @Serial private static final long serialVersionUID = 1;

  private final EventLimits limits;
  private final SerializableSupplier<Clock> clock;
  private final @Nullable Sealers sealers;
  private final OutputTag<DeadLetter> deadLetters;
  private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
  private transient boolean fresh;
  private transient @Nullable EventCodec codec;
  private transient @Nullable Sealer sealer;
  private transient @Nullable Counter sealed;
  private transient @Nullable Counter dropped;

  /** Opens each subtask's sealer. */
  @FunctionalInterface
  public interface Sealers extends Serializable {
    /**
     * Opens a sealer.
     *
     * @param fresh whether the job continues no state, so that its login has never worked
     * @throws RefusedException ends a fresh job for good
     */
    Sealer open(boolean fresh);
  }

  /**
   * @param clock creates each subtask's clock, the reference for an event's time if the entry's id
   *     is not a time
   * @param sealers null to refuse personal data in plain form
   */
  public DecodeFunction(
      EventLimits limits,
      SerializableSupplier<Clock> clock,
      @Nullable Sealers sealers,
      OutputTag<DeadLetter> deadLetters) {
    this.limits = limits;
    this.clock = clock;
    this.sealers = sealers;
    this.deadLetters = deadLetters;
  }

  /** There is no state; only whether the job continues one. */
  @Override
  public void initializeState(FunctionInitializationContext context) {
    fresh = !context.isRestored();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  @Override
  public void open(OpenContext context) {
    PlainPersonalData plain = sealers == null ? PlainPersonalData.REFUSE : PlainPersonalData.SEAL;
    codec = new EventCodec(limits, plain, clock.get());
    sealer = sealers == null ? null : open(sealers);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    sealed = metrics.counter("personalDataSealed");
    dropped = metrics.counter("personalDataDropped");
    metrics.gauge(
        "deadLetters", () -> rejected.values().stream().mapToLong(Counter::getCount).sum());
  }

  private Sealer open(Sealers opening) {
    try {
      return opening.open(fresh);
    } catch (RefusedException e) {
      throw fresh ? new SuppressRestartsException(e) : e;
    }
  }

  @Override
  public void processElement(RawEntry entry, Context context, Collector<Event> out) {
    Decoded decoded = opened(codec).decode(entry);
    if (decoded instanceof Decoded.Valid valid) {
      out.collect(valid.event());
    } else if (decoded instanceof Decoded.Unsealed unsealed) {
      out.collect(sealed(unsealed));
    } else if (decoded instanceof Decoded.Rejected rejection) {
      DeadLetter letter = rejection.deadLetter();
      rejected.computeIfAbsent(letter.reason(), this::counter).inc();
      context.output(deadLetters, letter);
    }
  }

  private Event sealed(Decoded.Unsealed unsealed) {
    Event event = unsealed.event();
    Sealer.Outcome outcome =
        opened(sealer).seal(event.eventId(), unsealed.subjectId(), unsealed.personalData());
    if (outcome instanceof Sealer.Outcome.Sealed value) {
      opened(sealed).inc();
      return event.withPersonalData(value.value());
    }
    opened(dropped).inc();
    return event;
  }

  @Override
  public void close() {
    if (sealer != null) {
      sealer.close();
    }
  }

  private static <T> T opened(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the function was not opened");
    }
    return value;
  }

  private Counter counter(Reason reason) {
    return getRuntimeContext()
        .getMetricGroup()
        .addGroup("reason", reason.name())
        .counter("rejected");
  }
}
