package io.contextgraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.system.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;

/** The {@code (:Projection)} nodes in a real Neo4j, whatever became of them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProjectionFormatIT {
  private static final String LEDGER = "ledger-1";
  private static final int PARTITIONS = 4;
  private static final int EVENTS = 60;

  private final Driver driver = TestServers.neo4j().open();
  private final Neo4jGraphStore store =
      new Neo4jGraphStore(TestServers.neo4j(), "main", PARTITIONS);
  private final List<EventSummary> events = new ArrayList<>();

  @BeforeEach
  void empty() {
    TestServers.empty(driver);
    store.install();
    Random random = new Random(5);
    for (int position = 1; position <= EVENTS; position++) {
      events.add(Summaries.random(random, position, "session " + random.nextInt(6)));
    }
  }

  @AfterEach
  void close() {
    store.close();
    driver.close();
  }

  private void project(long after, long upTo) {
    EventId last = events.get((int) upTo - 1).eventId();
    List<EventSummary> page = events.subList((int) after, (int) upTo);
    store.apply(Slice.cut(LEDGER, after, upTo, last, page, PARTITIONS));
  }

  private void projectAll() {
    store.positions(LEDGER);
    project(0, EVENTS);
  }

  private void run(String cypher) {
    driver.executableQuery(cypher).execute();
  }

  private List<Record> rows(String cypher) {
    return driver.executableQuery(cypher).execute().records();
  }

  private List<Map<String, Object>> replaysUntil() {
    return rows(
            "MATCH (p:Projection) WHERE p.replay_until IS NOT NULL"
                + " RETURN p.partition AS partition, p.replay_until AS until ORDER BY partition")
        .stream()
        .map(Record::asMap)
        .toList();
  }

  private void assertRefused(String... message) {
    assertThatThrownBy(() -> store.positions(LEDGER))
        .isInstanceOfSatisfying(
            ProjectionException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContainingAll(message);
  }

  @Test
  void anEmptyGraphHasTheFormatVersionAtOnce() {
    assertThat(store.positions(LEDGER)).hasSize(PARTITIONS);
    assertThat(rows("MATCH (p:Projection) RETURN p.format_version AS v, p.partitions AS n"))
        .hasSize(PARTITIONS)
        .allMatch(row -> row.get("v").asInt() == 2 && row.get("n").asInt() == PARTITIONS);
    assertThat(replaysUntil()).isEmpty();
  }

  @Test
  void thePositionsOfVersion01AreContinuedWhileTheGraphHasNoEvents() {
    run(
        "UNWIND range(0, 3) AS n CREATE (:Projection {name: 'main', partition: n, position: 0,"
            + " ledger_id: 'ledger-1'})");
    projectAll();
    assertThat(NaiveGraph.actual(driver, events)).isEqualTo(NaiveGraph.expected(events));
  }

  @Test
  void aGraphOfVersion01IsRefusedUntilItIsRebuilt() {
    projectAll();
    run("MATCH (p:Projection) REMOVE p.format_version, p.partitions, p.event_id");
    assertRefused("graph rebuild");
    assertThatThrownBy(() -> project(0, EVENTS)).hasMessageContaining("graph rebuild");
    run("MATCH (p:Projection) SET p.format_version = 2, p.partitions = 4");
    assertThat(store.positions(LEDGER)).hasSize(PARTITIONS);
  }

  @Test
  void aGraphOfALaterVersionIsRefused() {
    projectAll();
    run("MATCH (p:Projection) SET p.format_version = 3");
    assertRefused("format version 3", "up to 2");
    assertThatThrownBy(() -> project(0, EVENTS)).hasMessageContaining("format version 3");
  }

  @Test
  void eventsWithoutAnyPositionAreRefusedUntilTheyAreRebuilt() {
    projectAll();
    run("MATCH (p:Projection) DELETE p");
    assertRefused("graph rebuild");
  }

  @Test
  void aPartitionWhosePositionWasDeletedIsProjectedAgainFromTheFirst() {
    projectAll();
    run("MATCH (p:Projection {partition: 2}) DELETE p");
    assertThatThrownBy(() -> project(EVENTS - 1, EVENTS))
        .isInstanceOfSatisfying(
            ProjectionException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining("partition 2");
    ProjectionMark last = new ProjectionMark(EVENTS, events.get(EVENTS - 1).eventId());
    assertThat(store.positions(LEDGER))
        .containsEntry(1, last)
        .containsEntry(2, new ProjectionMark(0, null));
    for (int after = 0; after < EVENTS; after += 15) {
      assertThat(replaysUntil()).containsExactly(Map.of("partition", 2L, "until", (long) EVENTS));
      project(after, after + 15);
    }
    assertThat(replaysUntil()).isEmpty();
    assertThat(NaiveGraph.actual(driver, events)).isEqualTo(NaiveGraph.expected(events));
    assertThat(store.positions(LEDGER)).containsEntry(1, last).containsEntry(2, last);
  }

  @Test
  void partitionsThatAreDeletedWhileAnotherIsProjectedAgainAreReplayedAsFar() {
    projectAll();
    run("MATCH (p:Projection {partition: 2}) DELETE p");
    store.positions(LEDGER);
    project(0, 15);
    run("MATCH (p:Projection) WHERE p.partition <> 2 DELETE p");
    store.positions(LEDGER);
    assertThat(replaysUntil())
        .hasSize(PARTITIONS)
        .allMatch(row -> row.get("until").equals((long) EVENTS));
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedEvenIfThatManyNodesAreLeft() {
    projectAll();
    run("MATCH (p:Projection {partition: 3}) DELETE p");
    try (Neo4jGraphStore three = new Neo4jGraphStore(TestServers.neo4j(), "main", 3)) {
      assertThatThrownBy(() -> three.positions(LEDGER))
          .hasMessageContainingAll("4 partitions", "projection.partitions is 3");
    }
  }

  @Test
  void theServerIsNewEnough() {
    String version =
        rows("CALL dbms.components() YIELD versions RETURN versions[0] AS v")
            .get(0)
            .get("v")
            .asString();
    Neo4jVersion.requireSupported(version);
  }

  @Test
  void theIndexOfVersion01IsReplaced() {
    run("CREATE INDEX event_chain FOR (n:Event) ON (n.session_id, n.occurred_at, n.event_id)");
    store.install();
    assertThat(rows("SHOW INDEXES YIELD name WHERE name STARTS WITH 'event_' RETURN name"))
        .extracting(row -> row.get("name").asString())
        .contains("event_order")
        .doesNotContain("event_chain");
  }
}
