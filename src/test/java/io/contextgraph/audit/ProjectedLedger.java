package io.contextgraph.audit;

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
import java.util.Random;
import java.util.function.Consumer;
import org.neo4j.driver.Driver;

/** A new ledger in a real Postgres and its graph in a real Neo4j, with what verifying it found. */
final class ProjectedLedger implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final String database = TestServers.newLedger();
  private final PostgresConnections postgres = TestServers.ledger(database, "ledger_operator");
  private final Driver driver = TestServers.neo4j().open();
  private final List<GraphVerification.Found> found = new ArrayList<>();
  private int recorded;

  /** Records so many events and projects them into an empty graph. */
  ProjectedLedger(int events) throws Exception {
    TestServers.empty(driver);
    record(events);
    build();
  }

  /** Sessions of all lengths, out of order, with parents before, after, elsewhere and nowhere. */
  void record(int count) throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = recorded; i < recorded + count; i++) {
      events.add(event(i));
    }
    recorded += count;
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(events);
    }
  }

  private static Event event(int number) {
    Random random = new Random(number);
    String session = "session " + random.nextInt(1 + random.nextInt(100));
    int parent = random.nextInt(10) == 0 ? 1_000_000 + number : number + 3 - random.nextInt(6) * 2;
    return EventFields.valid()
        .with("event_id", id(number))
        .with("session_id", session)
        .with("agent_id", "agent " + random.nextInt(5))
        .with("trace_id", "trace " + random.nextInt(50))
        .with("tool_name", "tool " + random.nextInt(7))
        .with("parent_event_id", id(parent))
        .with(
            "occurred_at",
            Instant.parse("2026-11-02T09:00:00Z").plusMillis(random.nextInt(2_500)).toString())
        .event("events", "1-" + number);
  }

  static String id(int number) {
    return String.format("00000000-0000-4000-8000-%012d", number + 100);
  }

  /** Projects what was recorded since. */
  void build() throws Exception {
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        GraphAudit graph = audit(ledger);
        Neo4jGraphStore store = store("main")) {
      store.install();
      new GraphRebuild(ledger, graph, progress -> {}).build(store);
    }
  }

  void rebuild(Consumer<GraphRebuild.Progress> progress) throws Exception {
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        GraphAudit graph = audit(ledger);
        Neo4jGraphStore own = store("main/rebuild")) {
      new GraphRebuild(ledger, graph, progress).again(own, "main/rebuild");
    }
  }

  private static Neo4jGraphStore store(String projection) {
    return new Neo4jGraphStore(TestServers.neo4j().open(), projection, PARTITIONS);
  }

  private static GraphAudit audit(LedgerReader ledger) throws Exception {
    return new GraphAudit(TestServers.neo4j().open(), "main", ledger.head().ledgerId());
  }

  /** How many differences there are; {@link #found()} names them. */
  long verify(boolean repair) throws Exception {
    found.clear();
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        GraphAudit graph = audit(ledger)) {
      return new GraphVerification(postgres, ledger, graph, repair, found::add, progress -> {})
          .run();
    }
  }

  List<GraphVerification.Found> found() {
    return found;
  }

  void run(String cypher) {
    driver.executableQuery(cypher).execute();
  }

  /** What {@code RETURN … AS n} gives. */
  long count(String cypher) {
    return driver.executableQuery(cypher).execute().records().get(0).get("n").asLong();
  }

  @Override
  public void close() {
    driver.close();
  }
}
