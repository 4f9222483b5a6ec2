package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads long sessions page by page. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TimelinePagesIT {
  private static final int EVENTS = 2_500;
  private static final Instant START = QuestionedGraph.START;

  private QuestionedGraph graph;

  /** A session of one instant, and one whose positions do not follow its times. */
  @BeforeEach
  void project() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int number = 1; number <= EVENTS; number++) {
      events.add(event(number, "instant", 0));
      events.add(event(EVENTS + number, "late", EVENTS - number / 2));
    }
    graph = QuestionedGraph.of(events);
  }

  private static Event event(int number, String session, int millis) {
    return EventFields.valid()
        .with("event_id", QuestionedGraph.id(number))
        .with("session_id", session)
        .with("occurred_at", START.plusMillis(millis).toString())
        .event("events", number + "-0");
  }

  @AfterEach
  void disconnect() {
    graph.close();
  }

  private static List<Long> positions(Answer answer) {
    return answer.rows().stream().map(row -> row.number("global_position")).toList();
  }

  /** All pages of a session, each asked for as the cut of the one before says. */
  private List<Long> pages(GraphQuestions questions, String session) {
    Answer page = questions.timeline(session, Instant.EPOCH, 0);
    List<Long> positions = new ArrayList<>(positions(page));
    while (!page.cuts().isEmpty()) {
      assertThat(page.rows()).hasSize(questions.bounds().limit());
      SessionPlace next = page.cuts().get(0).next();
      page = questions.timeline(session, next.from(), next.after());
      positions.addAll(positions(page));
    }
    return positions;
  }

  @Test
  void twoAndAHalfThousandEventsOfOneInstantArePagedNoneMissingAndNoneTwice() {
    List<Long> odd = LongStream.range(0, EVENTS).map(i -> 2 * i + 1).boxed().toList();
    assertThat(pages(graph.questions(Bounds.DEFAULT), "instant")).isEqualTo(odd);
    assertThat(pages(graph.limited(500), "instant")).as("no page after the last").isEqualTo(odd);
  }

  @Test
  void aSessionWhosePositionsDoNotFollowItsTimesIsPagedInTheOrderOfTimes() {
    List<Long> whole =
        positions(graph.questions(Bounds.DEFAULT.withLimit(EVENTS)).timeline("late", START, 0));
    assertThat(whole)
        .hasSize(EVENTS)
        .doesNotHaveDuplicates()
        .isNotEqualTo(whole.stream().sorted().toList());
    assertThat(pages(graph.limited(333), "late")).isEqualTo(whole);
  }

  @Test
  void aPositionAloneSaysWhereToContinueWhateverTheTimeBeforeIt() {
    List<Long> whole =
        positions(graph.questions(Bounds.DEFAULT.withLimit(EVENTS)).timeline("late", START, 0));
    GraphQuestions questions = graph.limited(3);
    for (int at : new int[] {0, 1, 1_000, EVENTS - 4}) {
      assertThat(positions(questions.timeline("late", Instant.EPOCH, whole.get(at))))
          .isEqualTo(whole.subList(at + 1, at + 4));
    }
    Instant behind = START.plusMillis(EVENTS);
    assertThat(questions.timeline("late", behind, whole.get(0)).rows())
        .as("a time after the position wins")
        .isEqualTo(questions.timeline("late", behind, 0).rows());
  }
}
