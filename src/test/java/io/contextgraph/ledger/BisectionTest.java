package io.contextgraph.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.DeadLetter;
import io.contextgraph.event.Event;
import io.contextgraph.event.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BisectionTest {
  private final List<Integer> appended = new ArrayList<>();
  private final List<Integer> rejected = new ArrayList<>();
  private int attempts;

  private static List<Event> events(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(LedgerBatchTest.event(i, 0));
    }
    return events;
  }

  private static int number(Event event) {
    return Integer.parseInt(event.entryId().split("-", 2)[0]);
  }

  /** Appends a whole batch, or nothing if an event of it is refused. */
  private Bisection bisection(Set<Integer> refused) {
    return new Bisection(
        events -> {
          attempts++;
          for (Event event : events) {
            if (refused.contains(number(event))) {
              throw new SQLException("the value is refused", "22021");
            }
          }
          events.forEach(event -> appended.add(number(event)));
          return new AppendResult(head(), events.size(), 0, List.of());
        },
        (event, refusal) -> {
          rejected.add(number(event));
          DeadLetter letter = event.toDeadLetter(Reason.INVALID_UTF8, refusal.getMessage());
          return new AppendResult(head(), 0, 0, List.of(letter));
        });
  }

  private LedgerMark head() {
    return new LedgerMark("ledger", appended.size(), null);
  }

  @Test
  void aBatchWithoutRefusedEventsIsAppendedAtOnce() throws SQLException {
    AppendResult result = bisection(Set.of()).run(events(1_000));
    assertThat(attempts).isEqualTo(1);
    assertThat(result.appended()).isEqualTo(1_000);
  }

  @Test
  void anEmptyBatchThatFailsIsNotHalved() {
    Bisection refusing =
        new Bisection(
            events -> {
              throw new SQLException("refused", "22000");
            },
            (event, refusal) -> {
              throw new AssertionError("there is no event to reject");
            });
    assertThatThrownBy(() -> refusing.run(List.of())).hasMessage("refused");
  }

  @Test
  void oneRefusedEventOfAThousandCostsAboutTwoAttemptsForEachHalving() throws SQLException {
    bisection(Set.of(337)).run(events(1_000));
    assertThat(rejected).containsExactly(337);
    assertThat(attempts).isLessThanOrEqualTo(21);
  }

  @Test
  void aServersFailureEndsTheBisectionBeforeAnyLaterEvent() {
    List<Integer> batch = new ArrayList<>();
    Bisection bisection =
        new Bisection(
            events -> {
              if (events.size() == 8) {
                throw new SQLException("the value is refused", "22021");
              }
              if (number(events.get(0)) == 4) {
                throw new SQLException("the server is gone", "08006");
              }
              events.forEach(event -> batch.add(number(event)));
              return new AppendResult(head(), events.size(), 0, List.of());
            },
            (event, refusal) -> {
              throw new AssertionError("no event is refused alone");
            });
    assertThatThrownBy(() -> bisection.run(events(8))).hasMessage("the server is gone");
    assertThat(batch).containsExactly(0, 1, 2, 3);
  }

  /** The naive model appends one event at a time. */
  @Test
  void everyOtherEventIsAppendedInOrderAndEveryRefusedOneRejectedOnce() throws SQLException {
    long seed = Long.getLong("seed", 23L);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      appended.clear();
      rejected.clear();
      int count = random.nextInt(40);
      List<Integer> good = new ArrayList<>();
      Set<Integer> refused = new TreeSet<>();
      for (int i = 0; i < count; i++) {
        if (random.nextInt(4) == 0) {
          refused.add(i);
        } else {
          good.add(i);
        }
      }
      AppendResult result = bisection(refused).run(events(count));
      assertThat(appended).as("seed %s", seed).isEqualTo(good);
      assertThat(rejected).as("seed %s", seed).isEqualTo(List.copyOf(refused));
      assertThat(result.appended()).isEqualTo(good.size());
      assertThat(result.mark()).isEqualTo(head());
      assertThat(result.deadLetters())
          .extracting(letter -> Integer.parseInt(letter.entryId().split("-", 2)[0]))
          .isEqualTo(List.copyOf(refused));
    }
  }
}
