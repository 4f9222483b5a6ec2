package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
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
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/** The questions of docs/queries.md, run against the graph of a ledger on real servers. */
class GraphQuestionsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROJECT = Path.of(System.getProperty("project.directory", ""));
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private final Driver driver = TestServers.neo4j().open();
  private final GraphQuestions questions = new GraphQuestions(driver);
  private final List<Event> events = new ArrayList<>();

  /** Session one: 1 ← 2 ← 3, 2 ← 4; session two: 3 ← 5, and 6, whose parent never came. */
  @BeforeEach
  void project() throws Exception {
    TestServers.empty(driver);
    event(1, "one", 0, "system.session_start", null, "completed", 0);
    event(2, "one", 0, "llm.chat", null, "completed", 1);
    event(3, "one", 1_500, "tool.execute", "grep", "failed", 2);
    event(4, "one", 2_000, "tool.execute", "grep", "completed", 2);
    event(5, "two", 3_000, "tool.execute", "bash", "timeout", 3);
    event(6, "two", 4_000, "tool.execute", "grep", null, 99);
    // A circle of causes.
    event(7, "three", 0, "llm.chat", null, null, 8);
    event(8, "three", 1, "llm.chat", null, null, 7);
    String database = TestServers.newLedger();
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(events);
    }
    PostgresConnections postgres = TestServers.ledger(database, "ledger_operator");
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        Neo4jGraphStore store = new Neo4jGraphStore(TestServers.neo4j().open(), "main", 4)) {
      store.install();
      store.positions(ledger.head().ledgerId());
      store.apply(ledger.slices(ledger.head(), 0, events.size(), 4));
    }
  }

  @AfterEach
  void disconnect() {
    driver.close();
  }

  private void event(
      int number, String session, int millis, String type, String tool, String status, int parent) {
    EventFields fields =
        EventFields.valid()
            .with("event_id", id(number))
            .with("session_id", session)
            .with("event_type", type)
            .with("occurred_at", START.plusMillis(millis).toString());
    if (tool != null) {
      fields.with("tool_name", tool).with("ended_at", START.plusMillis(millis + 200).toString());
    }
    if (status != null) {
      fields.with("status", status);
    }
    if (parent > 0) {
      fields.with("parent_event_id", id(parent));
    }
    events.add(fields.event("events", number + "-0"));
  }

  private static String id(int number) {
    return String.format("00000000-0000-4000-8000-%012d", number);
  }

  private static List<String> values(List<JsonNode> rows, Function<JsonNode, String> value) {
    return rows.stream().map(value).toList();
  }

  private interface Question {
    int ask(java.util.function.Consumer<String> lines) throws Exception;
  }

  private static List<JsonNode> answer(Question question) throws Exception {
    List<String> lines = new ArrayList<>();
    assertThat(question.ask(lines::add)).isEqualTo(lines.size());
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static String depthAndId(JsonNode row) {
    return row.path("depth").asInt() + " " + row.path("event_id").asText().substring(35);
  }

  @Test
  void causesLeadBackToTheRootAcrossSessions() throws Exception {
    List<JsonNode> rows = answer(lines -> questions.causes(id(5), 100, 1000, lines));
    assertThat(values(rows, GraphQuestionsIT::depthAndId))
        .containsExactly("0 5", "1 3", "2 2", "3 1");
    assertThat(answer(lines -> questions.causes(id(5), 2, 1000, lines))).hasSize(3);
    assertThat(answer(lines -> questions.causes(id(5), 100, 2, lines))).hasSize(2);
    assertThat(answer(lines -> questions.causes(id(7), 10_000, 1000, lines))).hasSize(2);
    JsonNode never = answer(lines -> questions.causes(id(6), 100, 1000, lines)).get(1);
    assertThat(never.path("missing").asBoolean()).isTrue();
    assertThat(answer(lines -> questions.causes(id(50), 100, 1000, lines))).isEmpty();
  }

  @Test
  void effectsAreEverythingThatFollowed() throws Exception {
    List<JsonNode> rows = answer(lines -> questions.effects(id(1), 100, 1000, lines));
    assertThat(values(rows, GraphQuestionsIT::depthAndId))
        .containsExactly("0 1", "1 2", "2 3", "2 4", "3 5");
    assertThat(answer(lines -> questions.effects(id(1), 1, 1000, lines))).hasSize(2);
    assertThat(answer(lines -> questions.effects(id(8), 10_000, 1000, lines))).hasSize(2);
  }

  @Test
  void aTimelineIsASessionInItsOrder() throws Exception {
    List<JsonNode> rows = answer(lines -> questions.timeline("one", Instant.EPOCH, 1000, lines));
    assertThat(values(rows, row -> row.path("event_type").asText() + " " + row.path("delta_ms")))
        .containsExactly(
            "system.session_start null", "llm.chat 0", "tool.execute 1500", "tool.execute 500");
    assertThat(rows.get(2).path("took_ms").asInt()).isEqualTo(200);
    assertThat(rows.get(2).path("caused_by").asText()).isEqualTo(id(2));
    assertThat(rows.get(2).path("occurred_at").asText()).isEqualTo("2026-11-02T09:00:01.500Z");
    assertThat(answer(lines -> questions.timeline("one", START.plusMillis(1_500), 1, lines)))
        .hasSize(1);
  }

  @Test
  void anAgentsToolsAreCountedWithTheirFailures() throws Exception {
    List<JsonNode> rows = answer(lines -> questions.tools("a1", Instant.EPOCH, 1000, lines));
    assertThat(values(rows, row -> row.path("tool_name").asText() + " " + row.path("uses")))
        .containsExactly("grep 3", "bash 1");
    assertThat(rows.get(0).path("failed").asInt()).isEqualTo(1);
    assertThat(rows.get(1).path("timed_out").asInt()).isEqualTo(1);
    assertThat(rows.get(0).path("mean_ms").asInt()).isEqualTo(200);
    assertThat(answer(lines -> questions.tools("a1", START.plusMillis(2_500), 1000, lines)))
        .hasSize(2);
  }

  @Test
  void twoSessionsAreComparedByEventTypeAndTool() throws Exception {
    List<JsonNode> rows = answer(lines -> questions.compare("one", "two", 1000, lines));
    assertThat(
            values(
                rows,
                row ->
                    row.path("event_type").asText()
                        + " "
                        + row.path("tool_name").asText()
                        + " "
                        + row.path("first")
                        + " "
                        + row.path("second")
                        + " "
                        + row.path("first_failed")))
        .containsExactly(
            "llm.chat null 1 0 0",
            "system.session_start null 1 0 0",
            "tool.execute bash 0 1 0",
            "tool.execute grep 2 1 1");
  }

  @Test
  void everyStatementOfTheGuideReturnsWhatItsCommandReturns() throws Exception {
    Map<String, Object> parameters =
        Map.of(
            "event_id", id(5),
            "session_id", "one",
            "other_session_id", "two",
            "agent_id", "a1",
            "from", "1970-01-01T00:00:00Z",
            "limit", 1000);
    List<Integer> byGuide = new ArrayList<>();
    for (String part : Files.readString(PROJECT.resolve("docs/queries.md")).split("```cypher\n")) {
      if (part.contains("```") && part.contains("MATCH")) {
        String cypher = part.substring(0, part.indexOf("```"));
        List<Record> rows =
            driver.executableQuery(cypher).withParameters(parameters).execute().records();
        byGuide.add(rows.size());
      }
    }
    assertThat(byGuide)
        .containsExactly(
            answer(lines -> questions.causes(id(5), 100, 1000, lines)).size(),
            answer(lines -> questions.effects(id(5), 100, 1000, lines)).size(),
            answer(lines -> questions.timeline("one", Instant.EPOCH, 1000, lines)).size(),
            answer(lines -> questions.tools("a1", Instant.EPOCH, 1000, lines)).size(),
            answer(lines -> questions.compare("one", "two", 1000, lines)).size());
  }
}
