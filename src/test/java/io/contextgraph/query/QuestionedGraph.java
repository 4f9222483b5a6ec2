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
import io.contextgraph.system.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;

/**
 * A ledger and its graph on real servers, to be questioned. Session one: 1 ← 2 ← 3, 2 ← 4; session
 * two: 3 ← 5, and 6, whose parent never came.
 */
final class QuestionedGraph implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Driver driver = TestServers.neo4j().open();
  private final List<Event> events = new ArrayList<>();

  static QuestionedGraph open() throws Exception {
    QuestionedGraph graph = new QuestionedGraph();
    graph.project();
    return graph;
  }

  private void project() throws Exception {
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

  static String id(int number) {
    return String.format("00000000-0000-4000-8000-%012x", number);
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
    for (String line : answer.rows()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  @Override
  public void close() {
    driver.close();
  }
}
