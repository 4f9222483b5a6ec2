package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.system.TestControl;
import io.contextgraph.system.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;

/** The graph commands, run as a user runs them. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class GraphCommandIT {
  private static final int EVENTS = 4_000;

  private final String database = TestServers.newLedger();
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void record() throws Exception {
    append(IntStream.rangeClosed(1, EVENTS).mapToObj(GraphCommandIT::event).toList());
    environment.put("CONTEXT_GRAPH_POSTGRES_URI", TestControl.uri(database, "ledger_operator"));
    environment.put("CONTEXT_GRAPH_POSTGRES_CONTROL_URI", TestControl.uri(database));
    Neo4jConnections neo4j = TestServers.neo4j();
    environment.put("CONTEXT_GRAPH_NEO4J_URI", neo4j.address().uri().toString());
    environment.put("CONTEXT_GRAPH_NEO4J_USER", "neo4j");
    environment.put("CONTEXT_GRAPH_NEO4J_PASSWORD", neo4j.address().resolvedPassword());
    empty(neo4j);
  }

  private void append(List<Event> events) throws Exception {
    try (PostgresLedger ledger =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      ledger.append(events);
    }
  }

  private static Event event(int number) {
    return EventFields.valid()
        .with("event_id", id(number))
        .with("session_id", "session " + number / 40)
        .with("parent_event_id", id(number - 1))
        .with("tool_name", "tool " + number % 7)
        .with("occurred_at", Instant.parse("2026-11-02T09:00:00Z").plusMillis(number).toString())
        .event("events", number + "-0");
  }

  private static String id(int number) {
    return String.format("00000000-0000-4000-8000-%012d", number + 100);
  }

  private static void empty(Neo4jConnections neo4j) {
    try (Driver driver = neo4j.open()) {
      TestServers.empty(driver);
    }
  }

  private static void run(Neo4jConnections neo4j, String cypher) {
    try (Driver driver = neo4j.open()) {
      driver.executableQuery(cypher).execute();
    }
  }

  private static long events(Neo4jConnections neo4j) {
    try (Driver driver = neo4j.open()) {
      return driver
          .executableQuery("MATCH (e:Event) WHERE NOT e:Missing RETURN count(e) AS n")
          .execute()
          .records()
          .get(0)
          .get("n")
          .asLong();
    }
  }

  private Jar.Ended graph(String... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("graph"));
    arguments.addAll(List.of(words));
    return Jar.run(environment, arguments.toArray(String[]::new));
  }

  @Test
  void aGraphIsBuiltVerifiedAndRepaired() throws Exception {
    assertThat(graph("verify").exitCode()).as("nothing was projected").isEqualTo(2);
    Jar.Ended built = graph("rebuild");
    assertThat(built.exitCode()).as(built.output()).isZero();
    assertThat(built.output()).contains(EVENTS + " of " + EVENTS + " positions");
    assertThat(graph("verify").output().lines())
        .contains("The graph matches the ledger.")
        .last()
        .asString()
        .as("the rebuild is an event of the ledger, which no job has projected")
        .contains("had reached position 4000 of 4001");

    run(TestServers.neo4j(), "MATCH (e:Event {event_id: '" + id(77) + "'}) SET e.status = 'x'");
    Jar.Ended differs = graph("verify");
    assertThat(differs.exitCode()).isEqualTo(1);
    assertThat(differs.output().lines())
        .as("each text between one opening and one closing quotation mark")
        .containsOnlyOnce(
            "{\"problem\":\"wrong\",\"session\":\"session 1\",\"event\":\""
                + id(77)
                + "\",\"what\":\"Event\",\"detail\":\"{event_id='"
                + id(77)
                + "', event_type='tool.execute', global_position=77,"
                + " occurred_at=1793610000077000 us, session_id='session 1', tool_name='tool 0'}\"}")
        .contains("1 difference.");
    assertThat(graph("verify", "--repair").exitCode()).isEqualTo(1);
    assertThat(graph("verify").exitCode()).isZero();

    run(TestServers.neo4j(), "MATCH (e:Event) WHERE e.global_position > 2000 SET e.status = 'x'");
    run(TestServers.neo4j(), "CREATE (:Event {event_id: 'stray', session_id: 'session 1'})");
    Jar.Ended rebuilt = graph("rebuild");
    assertThat(rebuilt.exitCode()).as(rebuilt.output()).isZero();
    assertThat(rebuilt.output()).contains("1 difference was left and is rewritten.");
    assertThat(graph("verify").exitCode()).isZero();

    Jar.Ended cut = Jar.run(environment, "ask", "causes", id(9), "--depth", "3");
    assertThat(cut.exitCode()).as(cut.output()).isZero();
    assertThat(cut.output().lines())
        .hasSize(4 + 3)
        .contains(
            "{\"cut\":\"depth\",\"depth\":3}",
            "The answer is not complete: --depth 3 was reached; it may be up to 10000.",
            "The graph has reached position 4000 of 4003: later events are not in the answer.");
    assertThat(Jar.run(environment, "ask", "causes", "something").exitCode()).isEqualTo(2);
    assertThat(graph("rebuild", "--partitions", "0").exitCode()).isEqualTo(2);
    run(TestServers.neo4j(), "CREATE (:Projection {name: 'other', partition: 0, position: 0})");
    Jar.Ended refused = graph("rebuild");
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
    assertThat(refused.output()).contains("[other]");
  }

  @Test
  void aGraphIsBuiltNextToTheRunningOneEvenIfTheBuilderIsKilled() throws Exception {
    Neo4jConnections other = TestServers.otherNeo4j();
    empty(other);
    String uri = other.address().uri().toString();
    Process killed = Jar.start(environment, "graph", "rebuild", "--neo4j-uri", uri);
    while (killed.isAlive() && events(other) < 1_000) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    killed.destroyForcibly().waitFor();
    assertThat(events(other)).isBetween(1L, EVENTS - 1L);
    Jar.Ended built = graph("rebuild", "--neo4j-uri", uri);
    assertThat(built.exitCode()).as(built.output()).isZero();
    assertThat(events(other)).isEqualTo(EVENTS);
    assertThat(graph("verify", "--neo4j-uri", uri).exitCode()).isZero();
    assertThat(events(TestServers.neo4j())).isZero();
  }

  @Test
  void aVerificationSaysWhatTheGraphThatStandsDoesNotHave() throws Exception {
    assertThat(graph("rebuild").exitCode()).isZero();
    append(List.of(event(EVENTS + 1)));
    Jar.Ended behind = graph("verify");
    assertThat(behind.exitCode()).as("what is compared matches").isZero();
    assertThat(behind.output())
        .contains(
            "The graph matches the ledger.",
            "The graph had reached position 4000 of 4002; later events were not compared.",
            "It did not move in the meantime");
  }

  @Test
  void anUnreachableNeo4jEndsWithExitCode3() throws Exception {
    Jar.Ended ended = graph("rebuild", "--neo4j-uri", "bolt://127.0.0.1:1");
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output().lines()).hasSize(1);
  }
}
