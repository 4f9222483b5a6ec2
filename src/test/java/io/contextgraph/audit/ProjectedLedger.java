package io.contextgraph.audit;

import io.contextgraph.archive.Archives;
import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.graph.ProjectionPositions;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.neo4j.driver.Driver;
import org.neo4j.driver.summary.Plan;

/** A new ledger in a real Postgres and its graph in a real Neo4j. */
final class ProjectedLedger implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final Progress IGNORED = (unit, done, total) -> {};

  private final String database = TestServers.newLedger();
  private final PostgresConnections postgres = TestServers.ledger(database, "ledger_operator");
  private final Driver driver = TestServers.neo4j().open();
  private int recorded;

  /** Records events and projects them into an empty graph. */
  ProjectedLedger(int events) throws Exception {
    TestServers.empty(driver);
    record(events);
    project();
  }

  /**
   * Sessions of all lengths, out of order, with parents that arrive before, after, in another
   * session or never.
   */
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

  /** Gives the ledger a new id. */
  void fork() throws Exception {
    TestSql.execute(TestServers.ledger(database, "ledger_notary"), "SELECT ledger.fork()");
  }

  /** Projects the events recorded since the last call. */
  void project() throws Exception {
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        Neo4jGraphStore store =
            new Neo4jGraphStore(TestServers.neo4j().open(), "main", PARTITIONS)) {
      store.install();
      AuditedProjection graph =
          new AuditedProjection(driver, new ProjectionPositions("main", ledger.head().ledgerId()));
      new GraphRebuild(ledger, graph, TestServers.neo4j(), IGNORED).catchUp(store);
    }
  }

  void rebuild(Progress progress) throws Exception {
    try (GraphAudit audit = audit()) {
      audit.rebuild(PARTITIONS, progress);
    }
  }

  /** As the command does. */
  List<Difference> rebuildAndRepair(Progress progress) throws Exception {
    List<Difference> found = new ArrayList<>();
    try (GraphAudit audit = audit()) {
      audit.rebuild(PARTITIONS, found::add, progress);
    }
    return found;
  }

  List<Difference> verify() throws Exception {
    List<Difference> found = new ArrayList<>();
    try (GraphAudit audit = audit()) {
      audit.verify(found::add, IGNORED);
    }
    return found;
  }

  /** What one check of a verification finds. */
  List<Difference> walk(EventCheck check) throws Exception {
    List<Difference> found = new ArrayList<>();
    try (LedgerReader ledger = new LedgerReader(postgres.open())) {
      AuditedProjection graph =
          new AuditedProjection(driver, new ProjectionPositions("main", ledger.head().ledgerId()));
      new LedgerWalk(ledger, graph, new GraphArchives(List.of(), List.of()), false, found::add)
          .run(check, IGNORED);
    }
    return found;
  }

  PostgresConnections as(String role) {
    return TestServers.ledger(database, role);
  }

  void forget(Archives.Entry archive) throws Exception {
    try (GraphAudit audit = audit()) {
      audit.forget(archive, IGNORED);
    }
  }

  List<Difference> repair() throws Exception {
    return repairReporting(IGNORED);
  }

  List<Difference> repairReporting(Progress progress) throws Exception {
    List<Difference> found = new ArrayList<>();
    try (GraphAudit audit = audit()) {
      audit.repair(found::add, progress);
    }
    return found;
  }

  private GraphAudit audit() throws Exception {
    return GraphAudit.open(postgres, TestServers.neo4j(), "main");
  }

  /** Returns whether the graph's nodes or relationships were changed. */
  boolean run(String cypher) {
    return run(cypher, Map.of());
  }

  boolean run(String cypher, Map<String, Object> parameters) {
    return driver
        .executableQuery(cypher)
        .withParameters(parameters)
        .execute()
        .summary()
        .counters()
        .containsUpdates();
  }

  /** The result of {@code RETURN … AS n}; {@link #text} is the same for a text. */
  long count(String cypher) {
    return driver.executableQuery(cypher).execute().records().get(0).get("n").asLong();
  }

  String text(String cypher) {
    return driver.executableQuery(cypher).execute().records().get(0).get("n").asString();
  }

  /** The operators of a statement's plan, from its result to its source. */
  List<String> plan(String cypher, Map<String, Object> parameters) {
    Plan plan =
        driver
            .executableQuery("EXPLAIN " + cypher)
            .withParameters(parameters)
            .execute()
            .summary()
            .plan();
    List<String> operators = new ArrayList<>(List.of(plan.operatorType()));
    while (!plan.children().isEmpty()) {
      plan = plan.children().get(0);
      operators.add(plan.operatorType());
    }
    return operators;
  }

  /** Probes how long the projection's partitions and the ledger's transactions are held. */
  LockProbe probe() throws Exception {
    return new LockProbe(database, PARTITIONS);
  }

  @Override
  public void close() {
    driver.close();
  }
}
