package io.contextgraph.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.ContentHash;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.event.EventFormat;
import io.contextgraph.event.EventIdFormat;
import io.contextgraph.job.BinaryTypeInformation;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the keyed filter as Flink does, in front of a naive ledger. */
class DeduplicationTest {
  private static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private KeyedOneInputStreamOperatorTestHarness<String, Event, Event> filter;
  private int entries;

  @BeforeEach
  void open() throws Exception {
    filter = harness();
    filter.open();
  }

  @AfterEach
  void close() throws Exception {
    filter.close();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Event, Event> harness()
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Event, Event> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new DeduplicateFunction(
                    new BinaryTypeInformation<>(EventIdFormat.EVENT_ID_V1), TIME_TO_LIVE)),
            Event::sessionId,
            Types.STRING);
    harness.setup(
        new BinaryTypeInformation<>(EventFormat.EVENT_V2)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private Event event(String session, int id, int content) {
    return EventFields.valid()
        .with("event_id", String.format("00000000-0000-4000-8000-%012d", id))
        .with("session_id", session)
        .with("tool_name", "tool " + content)
        .event("events", "1-" + ++entries);
  }

  private boolean passes(Event event) throws Exception {
    int before = filter.extractOutputValues().size();
    filter.processElement(event, 0);
    List<Event> out = filter.extractOutputValues();
    assertThat(out.subList(before, out.size())).isIn(List.of(), List.of(event));
    return out.size() > before;
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT10M", "PT4H, PT10M", "P1D, PT1H", "P30D, PT30H"})
  void expiredEntriesLeaveTheFilesWithinAShareOfTheirLifetime(
      Duration timeToLive, Duration expected) {
    assertThat(DeduplicateFunction.compactionInterval(timeToLive)).isEqualTo(expected);
  }

  @Test
  void theSameEventPassesOncePerSession() throws Exception {
    assertThat(passes(event("s", 1, 1))).isTrue();
    assertThat(passes(event("s", 1, 1))).isFalse();
    assertThat(passes(event("s", 2, 1))).isTrue();
    // The ledger decides which of the two is recorded.
    assertThat(passes(event("t", 1, 1))).isTrue();
  }

  @Test
  void onceAnIdArrivedWithTwoContentsAllItsEventsPass() throws Exception {
    assertThat(passes(event("s", 1, 1))).isTrue();
    assertThat(passes(event("s", 1, 2))).isTrue();
    assertThat(passes(event("s", 1, 2))).isTrue();
    assertThat(passes(event("s", 1, 1))).isTrue();
    assertThat(passes(event("s", 2, 1))).isTrue();
    assertThat(passes(event("s", 2, 1))).isFalse();
  }

  @Test
  void anIdExpiresAfterItsTimeToLive() throws Exception {
    filter.setStateTtlProcessingTime(0);
    passes(event("s", 1, 1));
    filter.setStateTtlProcessingTime(TIME_TO_LIVE.toMillis() - 1);
    assertThat(passes(event("s", 1, 1))).isFalse();
    filter.setStateTtlProcessingTime(TIME_TO_LIVE.toMillis() + 1);
    assertThat(passes(event("s", 1, 1))).isTrue();
  }

  @Test
  void aSeenIdIsStillADuplicateAfterARestore() throws Exception {
    passes(event("s", 1, 1));
    passes(event("s", 2, 1));
    passes(event("s", 2, 2));
    OperatorSubtaskState snapshot = filter.snapshot(1, 0);
    filter.close();
    filter = harness();
    filter.initializeState(snapshot);
    filter.open();
    assertThat(passes(event("s", 1, 1))).isFalse();
    assertThat(passes(event("s", 2, 1))).isTrue();
    assertThat(passes(event("s", 3, 1))).isTrue();
  }

  /** The properties in which the events of this test differ. */
  private record Sent(int id, String session, int content) {}

  /**
   * Whatever is sent, and whenever the state is lost, an event that the filter drops is in the
   * ledger with the same content, or in the dead letters unchanged.
   */
  @Test
  void everyEventThatIsDroppedIsInTheLedgerOrTheDeadLetters() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Map<Integer, Sent> ledger = new HashMap<>();
      Set<Sent> letters = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        if (i == 0 || random.nextInt(25) == 0) {
          close();
          open();
        }
        Sent sent = new Sent(random.nextInt(5), "s" + random.nextInt(2), random.nextInt(3));
        if (passes(event(sent.session(), sent.id(), sent.content()))) {
          if (!sent.equals(ledger.computeIfAbsent(sent.id(), id -> sent))) {
            letters.add(sent);
          }
        } else if (!sent.equals(ledger.get(sent.id()))) {
          assertThat(letters).as("seed %d, step %d", seed, i).contains(sent);
        }
      }
    }
  }

  @Test
  void noContentHashLooksLikeTheMarkOfAContestedId() {
    assertThat(ContentHash.VERSION).isNotZero();
    assertThat(Arrays.copyOf(event("s", 1, 1).contentHash(), 1))
        .containsExactly(ContentHash.VERSION);
  }
}
