package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.fault.TcpProxy;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** The bounds of questions: rows, steps, counted events and time. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
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

  /** What cut an answer, and its number of rows. */
  private static void assertCut(Answer answer, String bound, long value, int rows) {
    assertThat(answer.cuts()).extracting(Cut::bound).containsExactly(bound);
    assertThat(answer.cuts()).extracting(Cut::value).containsExactly(value);
    assertThat(answer.rows()).hasSize(rows);
  }

  private static void assertComplete(Answer answer, int rows) {
    assertThat(answer.cuts()).isEmpty();
    assertThat(answer.rows()).hasSize(rows);
  }

  @Test
  void anAnswerWithMoreStepsThanTheDepthSaysSoAndOneWithAsManyIsComplete() {
    assertCut(deep(2).causes(QuestionedGraph.id(5)), Bounds.DEPTH, 2, 3);
    assertComplete(deep(3).causes(QuestionedGraph.id(5)), 4);
    assertCut(deep(2).effects(QuestionedGraph.id(1)), Bounds.DEPTH, 2, 4);
    assertComplete(deep(3).effects(QuestionedGraph.id(1)), 5);
  }

  @Test
  void aCircleOfCausesThatFitsIntoTheDepthIsComplete() {
    assertComplete(deep(1).causes(QuestionedGraph.id(7)), 2);
    assertComplete(deep(1).effects(QuestionedGraph.id(7)), 2);
  }

  @Test
  void anAnswerWithMoreRowsThanTheLimitSaysSoAndOneWithAsManyIsComplete() {
    assertCut(limited(3).causes(QuestionedGraph.id(5)), Bounds.LIMIT, 3, 3);
    assertComplete(limited(4).causes(QuestionedGraph.id(5)), 4);
    assertCut(limited(4).effects(QuestionedGraph.id(1)), Bounds.LIMIT, 4, 4);
    assertComplete(limited(5).effects(QuestionedGraph.id(1)), 5);
    assertCut(limited(3).timeline("one", Instant.EPOCH, 0), Bounds.LIMIT, 3, 3);
    assertComplete(limited(4).timeline("one", Instant.EPOCH, 0), 4);
    assertCut(limited(1).tools("a1", Instant.EPOCH), Bounds.LIMIT, 1, 1);
    assertComplete(limited(2).tools("a1", Instant.EPOCH), 2);
    assertCut(limited(3).compare("one", "two"), Bounds.LIMIT, 3, 3);
    assertComplete(limited(4).compare("one", "two"), 4);
  }

  @Test
  void aCountThatLeavesOutEventsSaysSoAndOneThatCountsAsManyIsComplete() {
    GraphQuestions few = graph.questions(Bounds.DEFAULT.withEvents(3));
    assertCut(few.tools("a1", Instant.EPOCH), Bounds.EVENTS, 3, 2);
    assertCut(few.compare("two", "one"), Bounds.EVENTS, 3, 4);
    GraphQuestions enough = graph.questions(Bounds.DEFAULT.withEvents(4));
    assertComplete(enough.tools("a1", Instant.EPOCH), 2);
    assertComplete(enough.compare("two", "one"), 4);
  }

  @Test
  void anAnswerThatTwoBoundsCutNamesBoth() {
    GraphQuestions small = graph.questions(Bounds.DEFAULT.withEvents(3).withLimit(1));
    assertThat(small.tools("a1", Instant.EPOCH).cuts())
        .extracting(Cut::bound)
        .containsExactly(Bounds.LIMIT, Bounds.EVENTS);
    assertThat(small.compare("one", "two").cuts())
        .extracting(Cut::bound)
        .containsExactly(Bounds.LIMIT, Bounds.EVENTS);
    GraphQuestions exact = graph.questions(Bounds.DEFAULT.withEvents(4).withLimit(1));
    assertCut(exact.tools("a1", Instant.EPOCH), Bounds.LIMIT, 1, 1);
    assertCut(exact.compare("one", "two"), Bounds.LIMIT, 1, 1);
  }

  @Test
  void aQuestionThatTakesTooLongIsEndedByTheServer() {
    TimedGraph timed = new TimedGraph(graph.driver(), Duration.ofMillis(300), System::nanoTime);
    String endless = "UNWIND range(1, 1000000000000) AS i WITH i WHERE i < 0 RETURN i";
    assertThatThrownBy(() -> timed.read(endless, Map.of())).isInstanceOf(OutOfTimeException.class);
    assertThatThrownBy(() -> timed.read("RETURN 1 AS n", Map.of()))
        .as("no time is left")
        .isInstanceOf(OutOfTimeException.class);
    Iterator<Long> clock = List.of(0L, Duration.ofMinutes(1).toNanos()).iterator();
    Answer answer =
        new GraphQuestions(graph.driver(), Bounds.DEFAULT, clock::next).tools("a1", Instant.EPOCH);
    assertCut(answer, Bounds.TIMEOUT, 30, 0);
  }

  @Test
  void thePositionOfTheGraphIsUnknownIfItsTimeRunsOut() {
    assertThat(graph.questions(Bounds.DEFAULT).projectedPosition()).hasValue(11);
    assertThat(projectedPosition(Bounds.DEFAULT, Duration.ofSeconds(6))).isEmpty();
    assertThat(projectedPosition(Bounds.DEFAULT, Duration.ofSeconds(2))).hasValue(11);
    Bounds second = Bounds.DEFAULT.withTimeout(Duration.ofSeconds(1));
    assertThat(projectedPosition(second, Duration.ofSeconds(2))).isEmpty();
  }

  /** The position, asked for at a given time after the question began. */
  private OptionalLong projectedPosition(Bounds bounds, Duration later) {
    Iterator<Long> clock = List.of(0L, later.toNanos()).iterator();
    return new GraphQuestions(graph.driver(), bounds, clock::next).projectedPosition();
  }

  @Test
  void aQuestionToAServerThatFreezesEnds() throws Exception {
    ServerAddress address = TestServers.neo4j().address();
    try (TcpProxy proxy = new TcpProxy(0, address.uri().getPort());
        Driver behind =
            new Neo4jConnections(
                    new ServerAddress(
                        URI.create("bolt://127.0.0.1:" + proxy.port()),
                        address.user(),
                        new Secret.InMemory(String.valueOf(address.resolvedPassword()))),
                    "test")
                .open()) {
      TimedGraph timed = new TimedGraph(behind, Duration.ofSeconds(2), System::nanoTime);
      assertThat(timed.read("RETURN 1 AS n", Map.of())).hasSize(1);
      proxy.mode(TcpProxy.Mode.HALF_OPEN);
      assertThatThrownBy(() -> timed.read("RETURN 1 AS n", Map.of()))
          .isInstanceOf(ServiceUnavailableException.class)
          .hasMessageContaining("did not answer within");
    }
  }
}
