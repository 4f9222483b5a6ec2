package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.GraphAudit;
import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.LedgerReader;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.local.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;

/** Verifying, repairing and rebuilding a real graph of a real ledger. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GraphVerificationIT {
  private static final int EVENTS = 2_500;

  private final String database = TestServers.newLedger();
  private final PostgresConnections postgres = TestServers.ledger(database, "ledger_operator");
  private final Driver driver = TestServers.neo4j().open();
  private final List<GraphVerification.Found> found = new ArrayList<>();

  @BeforeEach
  void project() throws Exception {
    TestServers.empty(driver);
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(events(0, EVENTS));
    }
    build("main");
    assertThat(verify(false)).isZero();
  }

  @AfterEach
  void disconnect() {
    driver.close();
  }

  /** Sessions of all lengths, out of order, with parents before, after, elsewhere and nowhere. */
  private static List<Event> events(int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Random random = new Random(i);
      events.add(
          EventFields.valid()
              .with("event_id", id(i))
              .with("session_id", "session " + random.nextInt(1 + random.nextInt(100)))
              .with("agent_id", "agent " + random.nextInt(5))
              .with("trace_id", "trace " + random.nextInt(50))
              .with("tool_name", "tool " + random.nextInt(7))
              .with(
                  "parent_event_id",
                  id(random.nextInt(10) == 0 ? 1_000_000 + i : i + 3 - random.nextInt(6) * 2))
              .with(
                  "occurred_at",
                  Instant.parse("2026-11-02T09:00:00Z")
                      .plusMillis(random.nextInt(EVENTS))
                      .toString())
              .event("events", "1-" + i));
    }
    return events;
  }

  private static String id(int number) {
    return String.format("00000000-0000-4000-8000-%012d", number + 100);
  }

  private void run(String cypher) {
    try (var session = driver.session()) {
      session.run(cypher).consume();
    }
  }

  private void build(String projection) throws Exception {
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        Neo4jGraphStore store = new Neo4jGraphStore(TestServers.neo4j().open(), projection, 4)) {
      store.install();
      new GraphRebuild(ledger, audit(ledger), progress -> {}).build(store);
    }
  }

  private GraphAudit audit(LedgerReader ledger) throws Exception {
    return new GraphAudit(TestServers.neo4j().open(), "main", ledger.head().ledgerId());
  }

  private long verify(boolean repair) throws Exception {
    found.clear();
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        GraphAudit graph = audit(ledger)) {
      return new GraphVerification(postgres, ledger, graph, repair, found::add, progress -> {})
          .run();
    }
  }

  private void isFoundAndMended(String damage, String problem, String what) throws Exception {
    run(damage);
    assertThat(verify(false)).as(damage).isPositive();
    assertThat(found)
        .as(damage)
        .anyMatch(it -> it.problem().equals(problem) && it.what().equals(what));
    assertThat(verify(true)).isPositive();
    assertThat(verify(false)).as("after repair: %s %s", damage, found).isZero();
  }

  @Test
  void everyKindOfDamageIsFoundNamedAndMended() throws Exception {
    String one = "{event_id: '" + id(77) + "'}";
    isFoundAndMended(
        "MATCH (:Event " + one + ")-[r:CAUSED_BY]->() DELETE r", "missing", "CAUSED_BY");
    isFoundAndMended("MATCH (:Event " + one + ")-[r:USED]->() DELETE r", "missing", "USED");
    isFoundAndMended(
        "MATCH (:Event)-[r:FOLLOWS]->() WITH r LIMIT 3 DELETE r", "missing", "FOLLOWS");
    isFoundAndMended(
        "MATCH (:Event)-[r:FOLLOWS]->() WITH r LIMIT 1 SET r.delta_ms = r.delta_ms + 1",
        "wrong",
        "FOLLOWS");
    isFoundAndMended("MATCH (e:Event " + one + ") SET e.status = 'failed'", "wrong", "Event");
    isFoundAndMended("MATCH (e:Event " + one + ") SET e.secret = 'x'", "wrong", "Event");
    isFoundAndMended("MATCH (e:Event " + one + ") SET e:Missing", "wrong", "Event");
    isFoundAndMended(
        "MATCH (e:Event " + one + ") SET e.session_id = 'session of nobody'", "missing", "Event");
    isFoundAndMended("MATCH (e:Event " + one + ") DETACH DELETE e", "missing", "Event");
    isFoundAndMended(
        "MATCH (a:Event "
            + one
            + "), (b:Event {event_id: '"
            + id(5)
            + "'})"
            + " CREATE (a)-[:CAUSED_BY]->(b)",
        "wrong",
        "CAUSED_BY");
    isFoundAndMended("CREATE (:Event {event_id: '" + id(900_000) + "'})", "extra", "Event");
    isFoundAndMended(
        "CREATE (:Event {event_id: 'x', session_id: 'session 1',"
            + " occurred_at: datetime('2026-11-02T09:00:00Z')})",
        "extra",
        "Event");
    isFoundAndMended("CREATE (:Event:Missing {event_id: '" + id(5_000) + "'})", "extra", "Event");
    isFoundAndMended("CREATE (:Agent {agent_id: 'nobody'})", "extra", "Agent");
    isFoundAndMended("MATCH (a:Agent) WITH a LIMIT 1 DETACH DELETE a", "missing", "PERFORMED_BY");
  }

  @Test
  void whatNobodyWouldLookForIsFoundAndMendedToo() throws Exception {
    String one = "{event_id: '" + id(77) + "'}";
    isFoundAndMended(
        "MATCH (e:Event " + one + ") SET e.occurred_at = datetime('2026-11-02T09:00:00.5Z')",
        "wrong",
        "Event");
    isFoundAndMended("MATCH (e:Event " + one + ") SET e:Foo", "wrong", "Event");
    isFoundAndMended(
        "MATCH (e:Event " + one + ") SET e.global_position = toString(e.global_position)",
        "wrong",
        "Event");
    isFoundAndMended("MATCH (e:Event " + one + ") REMOVE e.occurred_at", "missing", "Event");
    isFoundAndMended(
        "MATCH (m:Missing) WITH m LIMIT 1 SET m.status = 'failed', m:Foo", "wrong", "Event");
    isFoundAndMended(
        "MATCH (m:Missing), (a:Agent) WITH m, a LIMIT 1 CREATE (m)-[:PERFORMED_BY]->(a)",
        "wrong",
        "Event");
    isFoundAndMended(
        "MATCH (e:Event " + one + ")-[r:IN_SESSION]->() SET r.x = 1", "wrong", "IN_SESSION");
    isFoundAndMended(
        "MATCH (e:Event " + one + "), (a:Agent) WITH e, a LIMIT 1 CREATE (a)-[:SAW]->(e)",
        "extra",
        "SAW");
    isFoundAndMended(
        "MATCH (e:Event " + one + "), (a:Agent) WITH e, a LIMIT 1 CREATE (e)-[:SAW]->(a)",
        "extra",
        "SAW");
    isFoundAndMended("MATCH (a:Agent) WITH a LIMIT 1 SET a.x = 1, a:Foo", "extra", "Agent");
    isFoundAndMended("CREATE (:Event)", "extra", "Event");
    isFoundAndMended("CREATE (:Event {event_id: 7, session_id: 'session 1'})", "extra", "Event");
    isFoundAndMended("CREATE (:Event {event_id: 'x', session_id: 'session 1'})", "extra", "Event");
    isFoundAndMended(
        "CREATE (:Event {event_id: 'zz', session_id: 'no session'})-[:CAUSED_BY]->"
            + "(:Event:Missing {event_id: '00'})",
        "extra",
        "Event");
    isFoundAndMended("MATCH (e:Event) DETACH DELETE e", "missing", "Event");
  }

  @Test
  void aRebuildThatIsCutOffGoesOnWhereItWas() throws Exception {
    run("MATCH (e:Event) SET e.event_type = 'x.y'");
    List<Long> first = new ArrayList<>();
    assertThatThrownBy(
            () ->
                rebuild(
                    progress -> {
                      first.add(progress.position());
                      throw new IllegalStateException("cut off");
                    }))
        .hasMessage("cut off");
    run("MATCH (e:Event) WHERE e.global_position <= " + first.get(0) + " SET e.status = 'failed'");
    rebuild(progress -> {});
    // What was written before the cut is not written again.
    assertThat(verify(false)).isPositive();
    assertThat(verify(true)).isPositive();
    assertThat(verify(false)).isZero();
  }

  private void rebuild(Consumer<GraphRebuild.Progress> progress) throws Exception {
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        GraphAudit graph = audit(ledger);
        Neo4jGraphStore own = new Neo4jGraphStore(TestServers.neo4j().open(), "main/rebuild", 4)) {
      new GraphRebuild(ledger, graph, progress).again(own, "main/rebuild");
    }
  }

  @Test
  void aRebuildWritesEverythingAgainWhileTheGraphStaysReadable() throws Exception {
    run("MATCH (e:Event) WHERE NOT e:Missing WITH e LIMIT 500 SET e.event_type = 'x.y'");
    run("MATCH (:Event)-[r:CAUSED_BY]->() WITH r LIMIT 500 DELETE r");
    try (LedgerReader ledger = new LedgerReader(postgres.open());
        GraphAudit graph = audit(ledger);
        Neo4jGraphStore own = new Neo4jGraphStore(TestServers.neo4j().open(), "main/rebuild", 4)) {
      List<Long> nodes = new ArrayList<>();
      GraphRebuild rebuild =
          new GraphRebuild(
              ledger,
              graph,
              progress ->
                  nodes.add(
                      driver
                          .executableQuery(
                              "MATCH (e:Event) WHERE NOT e:Missing RETURN count(e) AS n")
                          .execute()
                          .records()
                          .get(0)
                          .get("n")
                          .asLong()));
      rebuild.again(own, "main/rebuild");
      assertThat(nodes).hasSizeGreaterThan(1).allMatch(count -> count == EVENTS);
    }
    assertThat(verify(false)).as(() -> found.stream().limit(5).toList().toString()).isZero();
  }

  @Test
  void whatIsOnlyOnItsWayIsNoDifference() throws Exception {
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(events(EVENTS, EVENTS + 500));
    }
    assertThat(verify(false)).isZero();
    build("main");
    assertThat(verify(false)).isZero();
  }
}
