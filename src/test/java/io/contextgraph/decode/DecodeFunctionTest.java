package io.contextgraph.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.job.BinaryTypeInformation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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

  private OneInputStreamOperatorTestHarness<RawEntry, Event> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new DecodeFunction(
                    EventLimits.DEFAULT,
                    () -> Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC),
                    DEAD_LETTERS)));
    operator.open();
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
}
