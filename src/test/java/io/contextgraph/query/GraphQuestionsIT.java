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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
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
  private final GraphQuestions questions = questions(Bounds.DEFAULT);
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
    for (int number : List.of(0xc, 0xb, 0xa)) {
      event(number, "instant", 0, "llm.chat", null, null, number == 0xc ? 0 : number + 1);
    }
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
    return String.format("00000000-0000-4000-8000-%012x", number);
  }

  private static List<String> values(List<JsonNode> rows, Function<JsonNode, String> value) {
    return rows.stream().map(value).toList();
  }

  private GraphQuestions questions(Bounds bounds) {
    return new GraphQuestions(driver, bounds, System::nanoTime);
  }

  private GraphQuestions limited(int rows) {
    return questions(Bounds.DEFAULT.withLimit(rows));
  }

  private GraphQuestions deep(int steps) {
    return questions(Bounds.DEFAULT.withDepth(steps));
  }

  private static List<JsonNode> rows(Answer answer) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : answer.rows()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /** The rows of an answer that must be complete. */
  private static List<JsonNode> all(Answer answer) throws Exception {
    assertThat(answer.cut()).isNull();
    return rows(answer);
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
    assertThat(all(questions.causes(id(50)))).isEmpty();
  }

  @Test
  void effectsAreEverythingThatFollowed() throws Exception {
    assertThat(values(all(questions.effects(id(1))), GraphQuestionsIT::depthAndId))
        .containsExactly("0 1", "1 2", "2 3", "2 4", "3 5");
    assertThat(all(deep(10_000).effects(id(8)))).hasSize(2);
    assertThat(all(questions.effects(id(50)))).isEmpty();
  }

  @Test
  void anAnswerThatWasCutSaysSo() throws Exception {
    assertThat(deep(2).causes(id(5)).cut()).isEqualTo(new Cut(Cut.DEPTH, 2));
    assertThat(rows(deep(2).causes(id(5)))).hasSize(3);
    assertThat(deep(3).causes(id(5)).cut()).isNull();
    assertThat(limited(2).causes(id(5)).cut()).isEqualTo(new Cut(Cut.LIMIT, 2));
    assertThat(rows(limited(2).causes(id(5)))).hasSize(2);
    assertThat(deep(1).effects(id(1)).cut()).isEqualTo(new Cut(Cut.DEPTH, 1));
    assertThat(rows(deep(1).effects(id(1)))).hasSize(2);
    assertThat(limited(4).effects(id(1)).cut()).isEqualTo(new Cut(Cut.LIMIT, 4));
    assertThat(limited(5).effects(id(1)).cut()).isNull();
    assertThat(limited(3).timeline("one", Instant.EPOCH, 0).cut()).isEqualTo(new Cut(Cut.LIMIT, 3));
    assertThat(limited(1).tools("a1", Instant.EPOCH).cut()).isEqualTo(new Cut(Cut.LIMIT, 1));
    assertThat(limited(3).compare("one", "two").cut()).isEqualTo(new Cut(Cut.LIMIT, 3));
  }

  @Test
  void aCountThatLeavesOutEventsSaysSo() throws Exception {
    GraphQuestions few = questions(Bounds.DEFAULT.withEvents(3));
    assertThat(few.tools("a1", Instant.EPOCH).cut()).isEqualTo(new Cut(Cut.EVENTS, 3));
    assertThat(few.compare("two", "one").cut()).isEqualTo(new Cut(Cut.EVENTS, 3));
    GraphQuestions enough = questions(Bounds.DEFAULT.withEvents(4));
    assertThat(enough.tools("a1", Instant.EPOCH).cut()).isNull();
    assertThat(enough.compare("two", "one").cut()).isNull();
  }

  @Test
  void aQuestionThatTakesTooLongIsEndedByTheServer() {
    TimedGraph timed = new TimedGraph(driver, Duration.ofMillis(300), System::nanoTime);
    String endless = "UNWIND range(1, 1000000000000) AS i WITH i WHERE i < 0 RETURN i";
    assertThat(timed.read(endless, Map.of())).isEmpty();
    assertThat(timed.read("RETURN 1 AS n", Map.of())).as("no time is left").isEmpty();
    Iterator<Long> clock = List.of(0L, Duration.ofMinutes(1).toNanos()).iterator();
    Answer answer =
        new GraphQuestions(driver, Bounds.DEFAULT, clock::next).tools("a1", Instant.EPOCH);
    assertThat(answer.lines()).containsExactly("{\"cut\":\"timeout\",\"timeout\":30}");
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
  void eventsOfOneInstantKeepTheirLedgerOrderAndCanBeReadPageByPage() throws Exception {
    List<String> pages = new ArrayList<>();
    Instant from = Instant.EPOCH;
    long after = 0;
    for (Answer page = limited(1).timeline("instant", from, after);
        !page.rows().isEmpty();
        page = limited(1).timeline("instant", from, after)) {
      JsonNode row = rows(page).get(0);
      pages.add(row.path("event_id").asText().substring(35));
      from = Instant.parse(row.path("occurred_at").asText());
      after = row.path("global_position").asLong();
    }
    // Recorded in this order, which is that of the causes and not that of the ids.
    assertThat(pages).containsExactly("c", "b", "a");
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
    List<String> columns = List.of("event_type", "tool_name", "first", "second", "first_failed");
    assertThat(
            values(
                all(questions.compare("one", "two")),
                row ->
                    String.join(
                        " ", columns.stream().map(name -> row.path(name).asText()).toList())))
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
            driver.executableQuery(cypher).withParameters(parameters).execute().records();
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
