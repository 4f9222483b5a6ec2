package io.contextgraph.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.server.ServerAddress;
import io.contextgraph.system.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;

/**
 * A ledger and its graph on real servers, to be questioned. Session one: 1 ← 2 ← 3, 2 ← 4; session
 * two: 3 ← 5, and 6, whose parent never came.
 */
public final class QuestionedGraph implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  private static final int PAGE = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The payload of event 3. */
  private static final String FAILURE = "{\"error\": \"no such file\",\n\"n\": 1.50}";

  private final String database = TestServers.newLedger();
  private final Driver driver = TestServers.neo4j().open();
  private final List<Event> events = new ArrayList<>();

  public static QuestionedGraph open() throws Exception {
    QuestionedGraph graph = new QuestionedGraph();
    graph.addEvents();
    graph.project();
    return graph;
  }

  /** A graph of other events. */
  static QuestionedGraph of(List<Event> events) throws Exception {
    QuestionedGraph graph = new QuestionedGraph();
    graph.events.addAll(events);
    graph.project();
    return graph;
  }

  private void addEvents() {
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
  }

  private void project() throws Exception {
    TestServers.empty(driver);
    append();
    PostgresConnections postgres = TestServers.ledger(database, "ledger_operator");
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        Neo4jGraphStore store = new Neo4jGraphStore(TestServers.neo4j().open(), "main", 4)) {
      store.install();
      store.positions(ledger.head().ledgerId());
      for (int from = 0; from < events.size(); from += PAGE) {
        int upTo = Math.min(events.size(), from + PAGE);
        store.apply(ledger.slices(ledger.head(), from, upTo, 4));
      }
    }
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
    if (number == 3) {
      fields.with("payload", FAILURE).with("host", "h1");
    }
    if (status != null) {
      fields.with("status", status);
    }
    if (parent > 0) {
      fields.with("parent_event_id", id(parent));
    }
    events.add(fields.event("events", number + "-0"));
  }

  public static String id(int number) {
    return String.format("00000000-0000-4000-8000-%012x", number);
  }

  /** Records an event that is not projected. */
  public void record(int number, String session) throws Exception {
    events.clear();
    event(number, session, 5_000, "llm.chat", null, null, 0);
    append();
  }

  private void append() throws Exception {
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(events);
    }
  }

  /** Names the servers, as {@code connections.env} does. */
  public Map<String, String> environment() {
    ServerAddress postgres = TestServers.ledger(database, "ledger_operator").address();
    ServerAddress neo4j = TestServers.neo4j().address();
    return Map.of(
        "CONTEXT_GRAPH_POSTGRES_URI",
        postgres
            .uri()
            .toString()
            .replace("//", "//ledger_operator:" + postgres.resolvedPassword() + "@"),
        "CONTEXT_GRAPH_NEO4J_URI",
        neo4j.uri().toString(),
        "CONTEXT_GRAPH_NEO4J_USER",
        "neo4j",
        "CONTEXT_GRAPH_NEO4J_PASSWORD",
        String.valueOf(neo4j.resolvedPassword()));
  }

  Driver driver() {
    return driver;
  }

  GraphQuestions questions(Bounds bounds) {
    return new GraphQuestions(driver, bounds, System::nanoTime);
  }

  GraphQuestions limited(int rows) {
    return questions(Bounds.DEFAULT.withLimit(rows));
  }

  GraphQuestions deep(int steps) {
    return questions(Bounds.DEFAULT.withDepth(steps));
  }

  static List<JsonNode> rows(Answer answer) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (AnswerRow row : answer.rows()) {
      rows.add(JSON.readTree(row.json()));
    }
    return rows;
  }

  @Override
  public void close() {
    driver.close();
  }
}
