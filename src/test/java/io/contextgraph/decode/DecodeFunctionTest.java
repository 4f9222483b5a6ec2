package io.contextgraph.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventFormat;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.event.SealedValue;
import io.contextgraph.event.Sealer;
import io.contextgraph.job.BinaryTypeInformation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the function as Flink does. */
class DecodeFunctionTest {
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", new BinaryTypeInformation<>(DeadLetterFormat.DEAD_LETTER_V1));

  private static final String PLAIN = "{\"name\":\"the name of a person\"}          ";

  private final AtomicInteger closed = new AtomicInteger();
  private OneInputStreamOperatorTestHarness<RawEntry, Event> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new DecodeFunction(
                    EventLimits.DEFAULT,
                    () -> Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC),
                    fresh -> new ReversingSealer(closed),
                    DEAD_LETTERS)));
    operator.open();
  }

  /** Shows what it was given; knows one subject that was erased. */
  private record ReversingSealer(AtomicInteger closed) implements Sealer {
    @Override
    public Outcome seal(EventId eventId, String subjectId, byte[] plain) {
      return subjectId.equals("erased")
          ? new Outcome.Erased()
          : new Outcome.Sealed(new SealedValue(1, reversed(plain)));
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private static byte[] reversed(byte[] plain) {
    return new StringBuilder(new String(plain, StandardCharsets.UTF_8))
        .reverse()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  @Test
  void aValidEntryBecomesAnEventAndAnyOtherADeadLetterWithItsReason() throws Exception {
    operator.processElement(EventFields.valid().entry("events", "1-1"), 0);
    operator.processElement(EventFields.valid().without("agent_id").entry("events", "1-2"), 0);
    assertThat(operator.extractOutputValues()).extracting(Event::entryId).containsExactly("1-1");
    assertThat(operator.getSideOutput(DEAD_LETTERS))
        .extracting(StreamRecord::getValue)
        .extracting(DeadLetter::entryId, DeadLetter::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("1-2", Reason.MISSING_FIELD));
  }

  @Test
  void theClockIsTheOneGiven() throws Exception {
    EventFields future = EventFields.valid().with("occurred_at", "2026-11-02T09:05:01Z");
    operator.processElement(future.entry("events", "1-1"), 0);
    assertThat(operator.extractOutputValues()).isEmpty();
    assertThat(operator.getSideOutput(DEAD_LETTERS))
        .extracting(letter -> letter.getValue().reason())
        .containsExactly(Reason.TIMESTAMP_OUT_OF_RANGE);
  }

  private static RawEntry plain(String subject, String id) {
    return EventFields.valid()
        .with("subject_id", subject)
        .with("personal_data", PLAIN)
        .entry("events", id);
  }

  @Test
  void personalDataLeavesTheFunctionSealedOrNotAtAll() throws Exception {
    operator.processElement(plain("p", "1-1"), 0);
    operator.processElement(plain("erased", "1-2"), 0);
    List<Event> events = operator.extractOutputValues();
    assertThat(events).extracting(Event::entryId).containsExactly("1-1", "1-2");
    assertThat(events.get(0).personalData())
        .usingRecursiveComparison()
        .isEqualTo(new SealedValue(1, reversed(PLAIN.getBytes(StandardCharsets.UTF_8))));
    assertThat(events.get(1).personalData()).isNull();
    for (Event event : events) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      EventFormat.EVENT_V2.write(event, new DataOutputStream(written));
      assertThat(written.toString(StandardCharsets.ISO_8859_1)).doesNotContain("name of a person");
    }
    operator.close();
    assertThat(closed).hasValue(1);
  }
}
