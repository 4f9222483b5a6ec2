package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bounds of questions: rows, steps, counted events and time. */
class BoundedQuestionsIT {
  private QuestionedGraph graph;

  @BeforeEach
  void project() throws Exception {
    graph = QuestionedGraph.open();
  }

  @AfterEach
  void disconnect() {
    graph.close();
  }

  private GraphQuestions deep(int steps) {
    return graph.questions(Bounds.DEFAULT.withDepth(steps));
  }

  private GraphQuestions limited(int rows) {
    return graph.questions(Bounds.DEFAULT.withLimit(rows));
  }

  @Test
  void anAnswerThatWasCutSaysSo() throws Exception {
    assertThat(deep(2).causes(QuestionedGraph.id(5)).cut()).isEqualTo(new Cut(Cut.DEPTH, 2));
    assertThat(QuestionedGraph.rows(deep(2).causes(QuestionedGraph.id(5)))).hasSize(3);
    assertThat(deep(3).causes(QuestionedGraph.id(5)).cut()).isNull();
    assertThat(limited(2).causes(QuestionedGraph.id(5)).cut()).isEqualTo(new Cut(Cut.LIMIT, 2));
    assertThat(QuestionedGraph.rows(limited(2).causes(QuestionedGraph.id(5)))).hasSize(2);
    assertThat(deep(1).effects(QuestionedGraph.id(1)).cut()).isEqualTo(new Cut(Cut.DEPTH, 1));
    assertThat(QuestionedGraph.rows(deep(1).effects(QuestionedGraph.id(1)))).hasSize(2);
    assertThat(limited(4).effects(QuestionedGraph.id(1)).cut()).isEqualTo(new Cut(Cut.LIMIT, 4));
    assertThat(limited(5).effects(QuestionedGraph.id(1)).cut()).isNull();
    assertThat(limited(3).timeline("one", Instant.EPOCH, 0).cut()).isEqualTo(new Cut(Cut.LIMIT, 3));
    assertThat(limited(1).tools("a1", Instant.EPOCH).cut()).isEqualTo(new Cut(Cut.LIMIT, 1));
    assertThat(limited(3).compare("one", "two").cut()).isEqualTo(new Cut(Cut.LIMIT, 3));
  }

  @Test
  void aCountThatLeavesOutEventsSaysSo() throws Exception {
    GraphQuestions few = graph.questions(Bounds.DEFAULT.withEvents(3));
    assertThat(few.tools("a1", Instant.EPOCH).cut()).isEqualTo(new Cut(Cut.EVENTS, 3));
    assertThat(few.compare("two", "one").cut()).isEqualTo(new Cut(Cut.EVENTS, 3));
    GraphQuestions enough = graph.questions(Bounds.DEFAULT.withEvents(4));
    assertThat(enough.tools("a1", Instant.EPOCH).cut()).isNull();
    assertThat(enough.compare("two", "one").cut()).isNull();
  }

  @Test
  void aQuestionThatTakesTooLongIsEndedByTheServer() {
    TimedGraph timed = new TimedGraph(graph.driver(), Duration.ofMillis(300), System::nanoTime);
    String endless = "UNWIND range(1, 1000000000000) AS i WITH i WHERE i < 0 RETURN i";
    assertThat(timed.read(endless, Map.of())).isEmpty();
    assertThat(timed.read("RETURN 1 AS n", Map.of())).as("no time is left").isEmpty();
    Iterator<Long> clock = List.of(0L, Duration.ofMinutes(1).toNanos()).iterator();
    Answer answer =
        new GraphQuestions(graph.driver(), Bounds.DEFAULT, clock::next).tools("a1", Instant.EPOCH);
    assertThat(answer.lines()).containsExactly("{\"cut\":\"timeout\",\"timeout\":30}");
  }
}
