package io.contextgraph.audit;

import static io.contextgraph.audit.ProjectedLedger.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever differs in a real graph is found, named and mended. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GraphDamageIT {
  private ProjectedLedger projected;

  @BeforeEach
  void project() throws Exception {
    projected = new ProjectedLedger(2_500);
    assertThat(projected.verify(false)).isZero();
  }

  @AfterEach
  void disconnect() {
    projected.close();
  }

  private void isFoundAndMended(String damage, String problem, String what) throws Exception {
    projected.run(damage);
    assertThat(projected.verify(false)).as(damage).isPositive();
    assertThat(projected.found())
        .as(damage)
        .anyMatch(it -> it.problem().equals(problem) && it.what().equals(what));
    assertThat(projected.verify(true)).isPositive();
    assertThat(projected.verify(false))
        .as("after repair: %s %s", damage, projected.found())
        .isZero();
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
}
