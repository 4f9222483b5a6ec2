package io.contextgraph.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.DeadLetterFormat;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventId;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Sealer;
import io.contextgraph.job.BinaryTypeInformation;
import io.contextgraph.server.RefusedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** How a subtask opens its sealer when it starts. */
class SealerAtStartTest {
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", new BinaryTypeInformation<>(DeadLetterFormat.DEAD_LETTER_V1));

  private final List<Boolean> opened = new ArrayList<>();

  private static OneInputStreamOperatorTestHarness<RawEntry, Event> operator(
      DecodeFunction.Sealers sealers) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new ProcessOperator<>(
            new DecodeFunction(EventLimits.DEFAULT, Clock::systemUTC, sealers, DEAD_LETTERS)));
  }

  /** Seals nothing. */
  private static final class IdleSealer implements Sealer {
    @Override
    public Outcome seal(EventId eventId, String subjectId, byte[] plain) {
      return new Outcome.Erased();
    }

    @Override
    public void close() {}
  }

  private Sealer open(boolean fresh) {
    opened.add(fresh);
    return new IdleSealer();
  }

  private static Sealer refuse() {
    throw new RefusedException(
        "Postgres", "postgresql://h/k", new IllegalStateException("authentication failed"));
  }

  @Test
  void onlyAJobWithoutStateIsFresh() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<RawEntry, Event> first = operator(this::open)) {
      first.open();
      state = first.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<RawEntry, Event> second = operator(this::open)) {
      second.initializeState(state);
      second.open();
    }
    assertThat(opened).containsExactly(true, false);
  }

  @Test
  void aRefusalEndsAFreshJobForGood() throws Exception {
    try (OneInputStreamOperatorTestHarness<RawEntry, Event> fresh = operator(first -> refuse())) {
      assertThatThrownBy(fresh::open)
          .isInstanceOf(SuppressRestartsException.class)
          .rootCause()
          .hasMessageStartingWith("Postgres at postgresql://h/k refuses the user or the password");
    }
  }

  @Test
  void aJobThatContinuesStateTriesAgain() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<RawEntry, Event> first = operator(this::open)) {
      first.open();
      state = first.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<RawEntry, Event> second =
        operator(fresh -> fresh ? open(fresh) : refuse())) {
      second.initializeState(state);
      assertThatThrownBy(second::open).isInstanceOf(RefusedException.class);
    }
  }
}
