package io.contextgraph.query;

import static io.contextgraph.query.QuestionedGraph.START;
import static io.contextgraph.query.QuestionedGraph.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/** The questions of docs/queries.md, run against the graph of a ledger on real servers. */
class GraphQuestionsIT {
  private static final Path PROJECT = Path.of(System.getProperty("project.directory", ""));

  private QuestionedGraph graph;
  private GraphQuestions questions;

  @BeforeEach
  void project() throws Exception {
    graph = QuestionedGraph.open();
    questions = graph.questions(Bounds.DEFAULT);
  }

  @AfterEach
  void disconnect() {
    graph.close();
  }

  private static List<String> values(List<JsonNode> rows, Function<JsonNode, String> value) {
    return rows.stream().map(value).toList();
  }

  private GraphQuestions deep(int steps) {
    return graph.questions(Bounds.DEFAULT.withDepth(steps));
  }

  /** The rows of an answer that must be complete. */
  private static List<JsonNode> all(Answer answer) throws Exception {
    assertThat(answer.cuts()).isEmpty();
    return QuestionedGraph.rows(answer);
  }

  private static String depthAndId(JsonNode row) {
    return row.path("depth").asInt() + " " + row.path("event_id").asText().substring(35);
  }

  @Test
  void causesLeadBackToTheRootAcrossSessions() throws Exception {
    assertThat(values(all(questions.causes(id(5))), GraphQuestionsIT::depthAndId))
        .containsExactly("0 5", "1 3", "2 2", "3 1");
    assertThat(all(deep(10_000).causes(id(7)))).hasSize(2);
    JsonNode never = all(questions.causes(id(6))).get(1);
    assertThat(never.path("missing").asBoolean()).isTrue();
  }

  @Test
  void effectsAreEverythingThatFollowed() throws Exception {
    assertThat(values(all(questions.effects(id(1))), GraphQuestionsIT::depthAndId))
        .containsExactly("0 1", "1 2", "2 3", "2 4", "3 5");
    assertThat(all(deep(10_000).effects(id(8)))).hasSize(2);
  }

  @Test
  void causesAndEffectsNameTheParentOfEachEventSoThatATreeCanBeDrawn() throws Exception {
    Function<JsonNode, String> link =
        row -> row.path("event_id").asText() + " < " + row.path("caused_by").asText();
    assertThat(values(all(questions.effects(id(2))), link))
        .containsExactly(
            id(2) + " < " + id(1),
            id(3) + " < " + id(2),
            id(4) + " < " + id(2),
            id(5) + " < " + id(3));
    assertThat(values(all(questions.causes(id(5))), link))
        .containsExactly(
            id(5) + " < " + id(3), id(3) + " < " + id(2), id(2) + " < " + id(1), id(1) + " < null");
  }

  @Test
  void causesEffectsAndTimelineHaveTheSameColumnsOfAnEvent() throws Exception {
    List<String> ofCauses = columns(questions.causes(id(3)), "depth");
    assertThat(ofCauses).contains("event_id", "status", "tool_name", "caused_by", "took_ms");
    assertThat(columns(questions.effects(id(3)), "depth")).isEqualTo(ofCauses);
    assertThat(columns(questions.timeline("one", Instant.EPOCH, 0), "delta_ms"))
        .isEqualTo(ofCauses);
  }

  /** The columns of every row, without its first. */
  private static List<String> columns(Answer answer, String first) {
    List<String> columns = new ArrayList<>(answer.rows().get(0).values().keySet());
    assertThat(answer.rows()).allMatch(row -> columns.equals(List.copyOf(row.values().keySet())));
    assertThat(columns.remove(0)).isEqualTo(first);
    return columns;
  }

  @Test
  void whatTheGraphDoesNotContainIsNamed() {
    assertThat(questions.causes(id(50)).unknown()).containsExactly(Subject.event(id(50)));
    assertThat(questions.effects(id(50)).unknown()).containsExactly(Subject.event(id(50)));
    assertThat(questions.timeline("none", Instant.EPOCH, 0).unknown())
        .containsExactly(Subject.session("none"));
    assertThat(questions.timeline("none", Instant.EPOCH, 3).unknown())
        .containsExactly(Subject.session("none"));
    assertThat(questions.timeline("one", Instant.EPOCH, 5).unknown())
        .as("position 5 is of session two")
        .containsExactly(Subject.position(5, "one"));
    assertThat(questions.tools("none", Instant.EPOCH).unknown())
        .containsExactly(Subject.agent("none"));
    assertThat(questions.compare("one", "none").unknown()).containsExactly(Subject.session("none"));
    assertThat(questions.compare("none", "never").unknown())
        .containsExactly(Subject.session("none"), Subject.session("never"));
  }

  @Test
  void aKnownSubjectWithoutAnEventThatMeetsTheConditionsIsNotUnknown() {
    Instant later = START.plusSeconds(60);
    assertThat(questions.timeline("one", later, 0)).isEqualTo(Answer.complete(List.of()));
    assertThat(questions.timeline("one", Instant.EPOCH, 4)).isEqualTo(Answer.complete(List.of()));
    assertThat(questions.tools("a1", later)).isEqualTo(Answer.complete(List.of()));
  }

  @Test
  void aTimelineIsASessionInItsOrder() throws Exception {
    List<JsonNode> rows = all(questions.timeline("one", Instant.EPOCH, 0));
    assertThat(values(rows, row -> row.path("event_type").asText() + " " + row.path("delta_ms")))
        .containsExactly(
            "system.session_start null", "llm.chat 0", "tool.execute 1500", "tool.execute 500");
    assertThat(rows.get(2).path("took_ms").asInt()).isEqualTo(200);
    assertThat(rows.get(2).path("caused_by").asText()).isEqualTo(id(2));
    assertThat(rows.get(2).path("occurred_at").asText()).isEqualTo("2026-11-02T09:00:01.500Z");
  }

  @Test
  void eventsOfOneInstantKeepTheOrderOfTheLedger() throws Exception {
    // Recorded in this order, which is that of the causes and not that of the ids.
    assertThat(
            values(
                all(questions.timeline("instant", Instant.EPOCH, 0)),
                row -> row.path("event_id").asText().substring(35)))
        .containsExactly("c", "b", "a");
  }

  @Test
  void anAgentsToolsAreCountedWithTheirFailures() throws Exception {
    List<JsonNode> rows = all(questions.tools("a1", Instant.EPOCH));
    assertThat(values(rows, row -> row.path("tool_name").asText() + " " + row.path("uses")))
        .containsExactly("grep 3", "bash 1");
    assertThat(rows.get(0).path("failed").asInt()).isEqualTo(1);
    assertThat(rows.get(1).path("timed_out").asInt()).isEqualTo(1);
    assertThat(rows.get(0).path("mean_ms").asInt()).isEqualTo(200);
    assertThat(all(questions.tools("a1", START.plusMillis(2_500)))).hasSize(2);
  }

  @Test
  void twoSessionsAreComparedByEventTypeAndTool() throws Exception {
    List<String> columns =
        List.of(
            "event_type", "tool_name", "first", "second", "first_failed", "first_ms", "second_ms");
    assertThat(
            values(
                all(questions.compare("one", "two")),
                row ->
                    String.join(
                        " ", columns.stream().map(name -> row.path(name).asText()).toList())))
        .containsExactly(
            "llm.chat null 1 0 0 null null",
            "system.session_start null 1 0 0 null null",
            "tool.execute bash 0 1 0 null 200",
            "tool.execute grep 2 1 1 400 200");
  }

  @Test
  void everyStatementOfTheGuideReturnsWhatItsCommandReturns() throws Exception {
    Map<String, Object> parameters =
        Map.of(
            "event_id",
            id(3),
            "event_ids",
            List.of(id(3)),
            "session_id",
            "one",
            "other_session_id",
            "two",
            "agent_id",
            "a1",
            "from",
            "1970-01-01T00:00:00Z",
            "after",
            0,
            "events",
            1000,
            "limit",
            1000);
    List<Integer> byGuide = new ArrayList<>();
    for (String part : Files.readString(PROJECT.resolve("docs/queries.md")).split("```cypher\n")) {
      if (part.contains("```") && part.contains("MATCH")) {
        String cypher = part.substring(0, part.indexOf("```"));
        List<Record> rows =
            graph.driver().executableQuery(cypher).withParameters(parameters).execute().records();
        byGuide.add(rows.size());
      }
    }
    assertThat(byGuide)
        .containsExactly(
            all(questions.causes(id(3))).size(),
            all(questions.effects(id(3))).size() - 1, // without the event itself
            all(questions.timeline("one", Instant.EPOCH, 0)).size(),
            all(questions.tools("a1", Instant.EPOCH)).size(),
            all(questions.compare("one", "two")).size());
  }
}
