package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contextgraph.event.EventSummary;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.TransactionContext;

/** A repair next to a writer of the projection, on real servers. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RepairLocksIT {
  private static final String ONLY_CHILD =
      "MATCH (m:Missing)<-[:CAUSED_BY]-(e) WHERE COUNT { (m)<-[:CAUSED_BY]-() } = 1"
          + " RETURN e.event_id AS n ORDER BY n LIMIT 1";
  private static final String PARENT =
      "MATCH (e:Event {event_id: '%s'})-[:CAUSED_BY]->(m) RETURN m.event_id AS n";
  private static final String UNLINK =
      "MATCH (:Event {event_id: $child})-[r:CAUSED_BY]->() DELETE r";
  private static final String LOCK =
      "MATCH (p:Projection {name: 'main', partition: 3}) SET p.position = p.position";
  private static final String LINK =
      "MATCH (e:Event {event_id: $child}), (m:Event {event_id: $parent})"
          + " CREATE (e)-[:CAUSED_BY]->(m)";

  /** Two links whose events are locked in the order c, a, d. */
  private static final String CROSSING =
      "MATCH (c:Event)-[f:FOLLOWS]->(d:Event), (a:Event)-[g:FOLLOWS]->(:Event)"
          + " WHERE c.event_id < a.event_id AND a.event_id < d.event_id"
          + " AND a.session_id <> c.session_id WITH c, f, a, g, d LIMIT 1"
          + " SET f.delta_ms = -1, g.delta_ms = -1 RETURN a.event_id + ' ' + d.event_id AS n";

  /** A damaged event and its parent, which has the smaller id and is locked first. */
  private static final String PARENT_FIRST =
      "MATCH (e:Event)-[:CAUSED_BY]->(p:Event) WHERE p.event_id < e.event_id WITH e, p LIMIT 1"
          + " SET e.status = 'damaged' RETURN p.event_id + ' ' + e.event_id AS n";

  /** Links the event with the greatest id to those with the smallest ones. */
  private static final String LAST =
      "MATCH (e:Event) WHERE e.session_id IS NOT NULL WITH e ORDER BY e.event_id DESC LIMIT 1"
          + " MATCH (b:Event) WHERE b.session_id IS NOT NULL WITH e, b ORDER BY b.event_id LIMIT 8 CREATE (e)-[r:FOLLOWS]->(b) ";

  private static final String LOCK_EVENT = "MATCH (e:Event {event_id: $event}) REMOVE e.lock";

  private static final String DELETE_POSITIONS = "MATCH (p:Projection) DELETE p";

  private static final TransactionConfig BRIEF =
      TransactionConfig.builder().withTimeout(Duration.ofSeconds(2)).build();

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @Test
  void aMissingParentIsNotDroppedWhileAWriterOfAnyPartitionMayLinkAChildToIt() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(1_000);
        Driver driver = TestServers.neo4j().open();
        Session session = driver.session()) {
      String child = projected.text(ONLY_CHILD);
      Map<String, Object> ids =
          Map.of("child", child, "parent", projected.text(String.format(PARENT, child)));
      projected.run(UNLINK, ids);
      Transaction writer = session.beginTransaction();
      writer.run(LOCK).consume();
      Future<List<Difference>> repair = thread.submit(projected::repair);
      Waiting.await(
          "the repair waits", () -> projected.count(TestServers.COUNT_BLOCKED_TRANSACTIONS) > 0);
      writer.run(LINK, ids).consume();
      writer.commit();
      assertThat(repair.get()).isEmpty();
      assertThat(projected.verify()).isEmpty();
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void aRepairOfAChainLocksTheEventsOfAPageInTheOrderOfTheirIds() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(300)) {
      requireOrder(projected, projected.text(CROSSING).split(" "));
      assertThat(projected.verify()).isEmpty();
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void aRepairOfAnEventLocksItsParentAndTheEventInTheOrderOfTheirIds() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(300)) {
      requireOrder(projected, projected.text(PARENT_FIRST).split(" "));
      assertThat(projected.verify()).isEmpty();
    } finally {
      thread.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET r.delta_ms = 0", "SET e.status = 'damaged'"})
  void aRepairLocksTheEndsOfAllWrongLinksBeforeALaterEvent(String damage) throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(300)) {
      for (int end = 0; end < 8; end++) {
        String later = projected.text(LAST + damage + " RETURN DISTINCT e.event_id AS n");
        requireOrder(projected, ProjectedLedger.id(end), later);
      }
      assertThat(projected.verify()).isEmpty();
    } finally {
      thread.shutdown();
    }
  }

  /**
   * Requires that a repair locks the second event after the first one. Writers of other partitions
   * lock events in the order of their ids, as the parents of theirs.
   */
  private void requireOrder(ProjectedLedger projected, String... ids) throws Exception {
    try (Driver driver = TestServers.neo4j().open();
        Session session = driver.session()) {
      Future<List<Difference>> repair;
      try (Transaction writer = session.beginTransaction()) {
        writer.run(LOCK_EVENT, Map.of("event", ids[0])).consume();
        repair = thread.submit(projected::repair);
        Waiting.await(
            "the repair waits", () -> projected.count(TestServers.COUNT_BLOCKED_TRANSACTIONS) > 0);
        try (Session other = driver.session();
            Transaction brief = other.beginTransaction(BRIEF)) {
          brief.run(LOCK_EVENT, Map.of("event", ids[1])).consume();
        }
      }
      assertThat(repair.get()).isNotEmpty();
    }
  }

  /** Finds a difference in each event; deletes the positions of all partitions meanwhile. */
  private record PositionsDeleted(ProjectedLedger projected, AtomicInteger comparisons)
      implements EventCheck {
    @Override
    public String unit() {
      return "events";
    }

    @Override
    public List<Difference> differences(SimpleQueryRunner transaction, List<EventSummary> events) {
      comparisons.incrementAndGet();
      projected.run(DELETE_POSITIONS);
      return events.stream()
          .map(event -> Difference.extraEvent(event.sessionId(), event.eventId().toString()))
          .toList();
    }

    @Override
    public void repair(TransactionContext transaction, List<EventSummary> events) {
      throw new IllegalStateException("a verification repairs nothing");
    }
  }

  @Test
  void nothingIsComparedUnderTheLockOfAPartitionThatLostItsPosition() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(100)) {
      PositionsDeleted check = new PositionsDeleted(projected, new AtomicInteger());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> projected.walk(check))
          .withMessageContaining("lacks the position of partition 0");
      assertThat(check.comparisons()).hasValue(1);
    } finally {
      thread.shutdown();
    }
  }
}
