package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages a real graph; a rebuild must succeed, and the repair that follows it in the command must
 * undo what a rebuild leaves.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RebuildDamageIT {
  /** Some events of both pages of the rebuild, which are neighbours in their sessions. */
  private static final String SOME =
      "MATCH (e:Event) WHERE e.global_position % 3 > 0 AND e.global_position > 100 ";

  /** A new event within a chain. */
  private static final String STRAY =
      "CREATE (e:Event {session_id: 'session 1', occurred_at: datetime('2026-11-02T09:00:01Z'),"
          + " global_position: 550}) ";

  private static final String ROWS =
      """
      # damage                        | nodes | statement that does it
      a position is a text            | SOME  | SET e.global_position = toString(e.global_position)
      a position is a fraction        | SOME  | SET e.global_position = e.global_position + 0.5
      a position is a whole float     | SOME  | SET e.global_position = toFloat(e.global_position)
      a position is a list            | SOME  | SET e.global_position = [e.global_position]
      a position is a time            | SOME  | SET e.global_position = e.occurred_at
      a position is missing           | SOME  | REMOVE e.global_position
      positions are negative          | SOME  | SET e.global_position = -e.global_position
      a time is a text                | SOME  | SET e.occurred_at = toString(e.occurred_at)
      a time has no zone              | SOME  | SET e.occurred_at = localdatetime(e.occurred_at)
      a time has a named zone         | SOME  | SET e.occurred_at = datetime({datetime: e.occurred_at, timezone: 'Europe/Paris'})
      a time is a date                | SOME  | SET e.occurred_at = date(e.occurred_at)
      a time is a number              | SOME  | SET e.occurred_at = e.occurred_at.epochMillis
      a time is missing               | SOME  | REMOVE e.occurred_at
      a time is far in the future     | SOME  | SET e.occurred_at = datetime('+999999999-12-31T00:00:00Z')
      a time is far in the past       | SOME  | SET e.occurred_at = datetime('-999999999-01-01T00:00:00Z')
      a session is a number           | SOME  | SET e.session_id = 7
      a session is another one        | SOME  | SET e.session_id = 'session 1'
      a session is missing            | SOME  | REMOVE e.session_id
      an id is a number               | SOME  | SET e.event_id = e.global_position
      an id is a list                 | SOME  | SET e.event_id = [e.event_id]
      an id is no UUID                | SOME  | SET e.event_id = 'x' + e.event_id
      an id is missing                | SOME  | REMOVE e.event_id
      all properties but ids are gone | SOME  | SET e = {event_id: e.event_id}
      other properties are numbers    | SOME  | SET e.event_type = 1, e.status = 2, e.tool_name = 3, e.ended_at = 4, e.payload_ref = 5, e.importance_hint = 'x'
      events become Missing           | SOME  | SET e:Missing
      events become agents and tools  | SOME  | SET e:Agent:Tool:Trace, e.agent_id = e.event_id, e.name = e.event_id, e.trace_id = e.event_id
      events become other sessions    | SOME  | SET e.session_id = e.event_id, e:Session
      events become unknown           | SOME  | SET e:Foo REMOVE e:Event
      events are their own sessions   | ALL   | MATCH (s:Session) DETACH DELETE s WITH count(*) AS n MATCH (e:Event) WHERE e.session_id IS NOT NULL WITH e.session_id AS s, max(e.event_id) AS id MATCH (e:Event {event_id: id}) SET e:Session
      relationships exist twice       | ALL   | MATCH (e:Event)-[r]->(o) CREATE (e)-[d:$(type(r))]->(o)
      events follow themselves        | SOME  | CREATE (e)-[:FOLLOWS]->(e)
      events follow an agent          | SOME  | MATCH (a:Agent {agent_id: 'agent 1'}) CREATE (e)-[:FOLLOWS]->(a)
      times between events are texts  | ALL   | MATCH (:Event)-[r:FOLLOWS]->() SET r.delta_ms = 'x'
      the keys of nodes are numbers   | ALL   | "MATCH (n:Session|Agent|Tool|Trace) SET n.session_id = id(n), n.agent_id = id(n), n.trace_id = id(n), n.name = id(n)"
      a stray event has no UUID       | STRAY | SET e.event_id = 'x'
      a stray has an upper-case UUID  | STRAY | SET e.event_id = 'ABCDEF00-0000-4000-8000-000000000001'
      a stray event has a number      | STRAY | SET e.event_id = 7
      a stray event has no id         | STRAY | SET e.event_id = null
      """;

  private static ProjectedLedger projected;

  /** Whether the test before has left the graph as it was. */
  private static boolean clean;

  @BeforeEach
  void project() throws Exception {
    if (!clean) {
      disconnect();
      projected = new ProjectedLedger(700);
    }
    clean = false;
  }

  @AfterAll
  static void disconnect() {
    if (projected != null) {
      projected.close();
    }
  }

  @Tag("full")
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = ROWS)
  void aGraphThatCannotBeContinuedIsRebuilt(String damage, String nodes, String cypher)
      throws Exception {
    damage(nodes, cypher);
    projected.run("MATCH (p:Projection {name: 'main'}) REMOVE p.format_version");
    rebuild(damage);
  }

  /** Takes over a minute, and the repair of the same damages is tested by GraphDamageIT. */
  @Tag("full")
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = ROWS)
  void aGraphThatCanBeContinuedIsRebuilt(String damage, String nodes, String cypher)
      throws Exception {
    damage(nodes, cypher);
    rebuild(damage);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "SET p.partition = toString(p.partition)",
        "SET p.partition = p.partition + 1000000",
        "REMOVE p.partition",
        "SET p.position = toString(p.position)",
        "REMOVE p.position",
        "SET p.event_id = 'x'",
        "SET p.event_id = p.partition",
        "SET p.ledger_id = 7",
        "REMOVE p.ledger_id",
        "SET p.format_version = 'x'",
        "SET p.partitions = toFloat(p.partitions)",
        "SET p.partitions = 2000000000",
        "REMOVE p.event_id SET p:Event",
        "REMOVE p.format_version WITH p MATCH (a:Agent {agent_id: 'agent 1'})"
            + " CREATE (a)-[:SAW]->(p)-[:SAW]->(a)",
        "CREATE (:Projection {name: 'main'})",
        "WITH count(p) AS n CREATE (:Projection {name: 'main/renewal', partition: 'x'})",
      })
  void aGraphWithDamagedPositionsIsRebuilt(String cypher) throws Exception {
    projected.run("MATCH (p:Projection {name: 'main'}) " + cypher);
    rebuild(cypher);
    assertThat(projected.count("MATCH (p:Projection) RETURN count(p) AS n")).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIndexThatWasDroppedIsCreatedAgain(boolean continuable) throws Exception {
    projected.run("DROP INDEX event_order");
    if (!continuable) {
      projected.run("MATCH (p:Projection) REMOVE p.format_version");
    }
    rebuild("the index is dropped");
    String found = "SHOW INDEXES YIELD name WHERE name = 'event_order' RETURN count(*) AS n";
    assertThat(projected.count(found)).isEqualTo(1);
  }

  @Test
  void anEmptyGraphWithADamagedPositionIsBuilt() throws Exception {
    projected.run("MATCH (n) DETACH DELETE n");
    projected.run("CREATE (:Projection {name: 'main'})");
    rebuild("everything but a damaged position is deleted");
  }

  private static void damage(String nodes, String cypher) {
    String match =
        switch (nodes) {
          case "SOME" -> SOME;
          case "STRAY" -> STRAY;
          default -> "";
        };
    assertThat(projected.run(match + cypher)).as("whether it changes anything").isTrue();
  }

  /** As the command does. */
  private static void rebuild(String damage) throws Exception {
    projected.rebuild((unit, done, total) -> {});
    projected.repair();
    assertThat(projected.verify()).as("after the rebuild of: " + damage).isEmpty();
    clean = true;
  }
}
