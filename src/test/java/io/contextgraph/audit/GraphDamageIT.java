package io.contextgraph.audit;

import static io.contextgraph.audit.ProjectedLedger.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Damages a real graph; verification must report every kind of damage, and a repair must undo it.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GraphDamageIT {
  /** The parameters that the statements of the table may use. */
  private static final Map<String, Object> PARAMETERS =
      Map.of(
          "event", id(77),
          "other", id(5),
          "unknown", id(900_000),
          "unknown_parent", id(5_000));

  private static ProjectedLedger projected;

  @BeforeAll
  static void project() throws Exception {
    projected = new ProjectedLedger(2_500);
    assertThat(projected.verify()).isEmpty();
  }

  @AfterAll
  static void disconnect() {
    projected.close();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # damage                            | must be reported    | statement that does the damage

          # relationships
          a cause is deleted                  | missing | CAUSED_BY    | MATCH (:Event {event_id: $event})-[r:CAUSED_BY]->() DELETE r
          a second cause is added             | wrong   | CAUSED_BY    | MATCH (a:Event {event_id: $event}), (b:Event {event_id: $other}) CREATE (a)-[:CAUSED_BY]->(b)
          a use of a tool is deleted          | missing | USED         | MATCH (:Event {event_id: $event})-[r:USED]->() DELETE r
          links of chains are deleted         | missing | FOLLOWS      | MATCH (:Event)-[r:FOLLOWS]->() WITH r LIMIT 3 DELETE r
          an event follows a second one       | wrong   | FOLLOWS      | MATCH (a:Event)-[:FOLLOWS]->(), (b:Event {event_id: $other}) WHERE a <> b WITH a, b LIMIT 1 CREATE (a)-[:FOLLOWS]->(b)
          a first event follows another one   | extra   | FOLLOWS      | MATCH (a:Event) WHERE a.session_id IS NOT NULL AND NOT (a)-[:FOLLOWS]->() MATCH (b:Event {event_id: $other}) WITH a, b LIMIT 1 CREATE (a)-[:FOLLOWS]->(b)
          a time between events is changed    | wrong   | FOLLOWS      | MATCH (:Event)-[r:FOLLOWS]->() WITH r LIMIT 1 SET r.delta_ms = r.delta_ms + 1
          a relationship gets a property      | wrong   | IN_SESSION   | MATCH (:Event {event_id: $event})-[r:IN_SESSION]->() SET r.x = 1
          a relationship of an unknown type   | extra   | SAW          | MATCH (e:Event {event_id: $event}), (a:Agent) WITH e, a LIMIT 1 CREATE (e)-[:SAW]->(a)
          a relationship starts at an agent   | extra   | SAW          | MATCH (e:Event {event_id: $event}), (a:Agent) WITH e, a LIMIT 1 CREATE (a)-[:SAW]->(e)

          # events that are recorded
          a property is changed               | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e.status = 'failed'
          a property is added                 | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e.secret = 'x'
          a property changes its type         | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e.global_position = toString(e.global_position)
          two in a row get another type       | wrong   | Event        | MATCH (a:Event)-[:FOLLOWS]->(b) WHERE abs(a.global_position - b.global_position) < 20 WITH a, b LIMIT 1 SET a.global_position = toString(a.global_position), b.global_position = toString(b.global_position)
          the time is changed                 | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e.occurred_at = datetime('2026-11-02T09:00:00.5Z')
          the time is removed                 | wrong   | Event        | MATCH (e:Event {event_id: $event}) REMOVE e.occurred_at
          the session is changed              | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e.session_id = 'another session'
          a label is added                    | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e:Foo
          a recorded event becomes Missing    | wrong   | Event        | MATCH (e:Event {event_id: $event}) SET e:Missing
          an event is deleted                 | missing | Event        | MATCH (e:Event {event_id: $event}) DETACH DELETE e
          all events are deleted              | missing | Event        | MATCH (e:Event) DETACH DELETE e

          # events that are not recorded
          an event with an unknown id         | extra   | Event        | CREATE (:Event {event_id: $unknown})
          an event with an id that is no UUID | extra   | Event        | CREATE (:Event {event_id: 'x', session_id: 'session 1'})
          such an event within a chain        | extra   | Event        | CREATE (:Event {event_id: 'x', session_id: 'session 1', occurred_at: datetime('2026-11-02T09:00:00Z')})
          an event with a number as id        | extra   | Event        | CREATE (:Event {event_id: 7, session_id: 'session 1'})
          an event without an id              | extra   | Event        | CREATE (:Event)
          an event with an empty id           | extra   | Event        | CREATE (:Event {event_id: ''})
          two unknown events, one the parent  | extra   | Event        | CREATE (:Event {event_id: 'zz', session_id: 'no session'})-[:CAUSED_BY]->(:Event:Missing {event_id: '00'})
          a Missing event that is no parent   | extra   | Event        | CREATE (:Event:Missing {event_id: $unknown_parent})
          a Missing event a note is caused by | extra   | Event        | CREATE (:Note)-[:CAUSED_BY]->(:Event:Missing {event_id: $unknown_parent})
          a Missing parent is altered         | wrong   | Event        | MATCH (m:Missing) WITH m LIMIT 1 SET m.status = 'failed', m:Foo
          a Missing parent has a relationship | wrong   | Event        | MATCH (m:Missing), (a:Agent) WITH m, a LIMIT 1 CREATE (m)-[:PERFORMED_BY]->(a)

          # other nodes
          an agent without events             | extra   | Agent        | CREATE (:Agent {agent_id: 'unused'})
          a tool that only a note refers to   | extra   | Tool         | CREATE (:Note)-[:ABOUT]->(:Tool {name: 'unused'})
          an agent without a key              | extra   | Agent        | CREATE (:Agent)
          a trace with a number as key        | extra   | Trace        | CREATE (:Trace {trace_id: 7})
          a tool with an empty name           | extra   | Tool         | CREATE (:Tool {name: ''})
          an agent is altered                 | extra   | Agent        | MATCH (a:Agent) WITH a LIMIT 1 SET a.x = 1, a:Foo
          an agent is deleted                 | missing | PERFORMED_BY | MATCH (a:Agent) WITH a LIMIT 1 DETACH DELETE a
          """)
  void damageIsReportedAndRepaired(String damage, String problem, String what, String cypher)
      throws Exception {
    projected.run(cypher, PARAMETERS);
    assertThat(projected.verify())
        .as(damage)
        .anyMatch(it -> it.problem().equals(problem) && it.what().equals(what));
    assertThat(projected.repair()).as("repair of: " + damage).isNotEmpty();
    assertThat(projected.verify()).as("after the repair of: " + damage).isEmpty();
  }
}
