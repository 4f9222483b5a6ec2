package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.graph.ProjectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rebuilds of graphs that a job may not continue. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GraphRenewalIT {
  private static final int EVENTS = 1_200;

  /** Version 0.1 ordered the events of one instant by their ids. */
  private static final String LINK_BY_ID =
      """
      MATCH (e:Event) WHERE e.session_id IS NOT NULL
      WITH e ORDER BY e.session_id, e.occurred_at, e.event_id DESC
      WITH e.session_id AS session, collect(e) AS chain
      UNWIND range(1, size(chain) - 1) AS i
      WITH chain[i] AS later, chain[i - 1] AS earlier
      CREATE (later)-[:FOLLOWS
        {delta_ms: later.occurred_at.epochMillis - earlier.occurred_at.epochMillis}]->(earlier)
      """;

  private static final String OTHER_MARKERS =
      "MATCH (p:Projection) WHERE p.name <> 'main' RETURN count(p) AS n";

  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void aGraphOfVersion01IsRewrittenEvenIfTheRebuildIsInterrupted() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      projected.run("MATCH (p:Projection) REMOVE p.format_version, p.partitions, p.event_id");
      projected.run("MATCH ()-[f:FOLLOWS]->() DELETE f");
      projected.run(LINK_BY_ID);
      assertThatThrownBy(projected::verify).hasMessageContaining("graph rebuild");
      long interrupted = interruptRebuild(projected);
      assertThatThrownBy(projected::project)
          .isInstanceOf(ProjectionException.class)
          .hasMessageContaining("graph rebuild");
      List<Long> reached = new ArrayList<>();
      projected.rebuild((unit, done, total) -> reached.add(done));
      assertThat(reached.get(0)).isGreaterThan(interrupted);
      assertThat(reached).endsWith((long) EVENTS);
      assertThat(projected.verify()).isEmpty();
      projected.record(100);
      projected.project();
      assertThat(projected.verify()).isEmpty();
    }
  }

  /** Returns the position that the rebuild has reached. */
  private static long interruptRebuild(ProjectedLedger projected) {
    List<Long> reached = new ArrayList<>();
    assertThatThrownBy(
            () ->
                projected.rebuild(
                    (unit, done, total) -> {
                      reached.add(done);
                      throw new Interruption();
                    }))
        .isInstanceOf(Interruption.class);
    return reached.get(0);
  }

  @Test
  void aRenewalDoesNotContinueARewrite() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      long interrupted = interruptRebuild(projected);
      projected.run("MATCH (p:Projection {name: 'main'}) REMOVE p.format_version, p.event_id");
      projected.run("MATCH ()-[f:FOLLOWS]->() DELETE f");
      projected.run(LINK_BY_ID);
      List<Long> reached = new ArrayList<>();
      projected.rebuild((unit, done, total) -> reached.add(done));
      assertThat(reached.get(0)).isEqualTo(interrupted);
      assertThat(projected.verify()).isEmpty();
      assertThat(projected.count(OTHER_MARKERS)).isZero();
    }
  }

  @Test
  void aRewriteDoesNotContinueARenewal() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      projected.run("MATCH (p:Projection) REMOVE p.format_version");
      long interrupted = interruptRebuild(projected);
      projected.run("MATCH (p:Projection {name: 'main'}) SET p.format_version = 2");
      projected.project();
      projected.run("MATCH (e:Event {global_position: 7}) SET e.status = 'damaged'");
      List<Long> reached = new ArrayList<>();
      projected.rebuild((unit, done, total) -> reached.add(done));
      assertThat(reached.get(0)).isEqualTo(interrupted);
      assertThat(projected.verify()).isEmpty();
      assertThat(projected.count(OTHER_MARKERS)).isZero();
    }
  }

  /** As after a restore of Postgres: the graph has an event that the ledger has lost. */
  @Test
  void aGraphOfAnotherHistoryIsRewrittenAndRepaired() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      projected.run(
          "MATCH (e:Event) WHERE e.global_position IN [5, 6]"
              + " SET e.global_position = 11 - e.global_position");
      projected.run(
          "MATCH (s:Session {session_id: 'session 1'}) CREATE (e:Event {event_id:"
              + " '00000000-0000-4000-8000-00000000ffff', global_position: 1201, session_id:"
              + " 'session 1', occurred_at: datetime('2026-11-02T09:00:01Z')})-[:IN_SESSION]->(s)");
      projected.run(
          "MATCH (p:Projection) SET p.position = 1201,"
              + " p.event_id = '00000000-0000-4000-8000-00000000ffff'");
      projected.rebuild((unit, done, total) -> {});
      assertThat(projected.count("MATCH (p:Projection) RETURN max(p.position) AS n"))
          .isEqualTo(EVENTS);
      projected.repair();
      assertThat(projected.verify()).isEmpty();
    }
  }

  @Test
  void aDeletedPositionIsRestored() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      projected.run("MATCH (p:Projection {partition: 3}) DELETE p");
      projected.rebuild((unit, done, total) -> {});
      assertThat(
              projected.count("MATCH (p:Projection) WHERE p.position = 1200 RETURN count(p) AS n"))
          .isEqualTo(4);
      assertThat(projected.verify()).isEmpty();
    }
  }

  /** The nodes of version 0.1 that are left do not say that there were more. */
  @Test
  void theGivenNumberOfPartitionsCountsMoreThanTheNodesThatAreLeft() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      projected.run("MATCH (p:Projection) REMOVE p.format_version, p.partitions");
      projected.run("MATCH (p:Projection {partition: 3}) DELETE p");
      projected.rebuild((unit, done, total) -> {});
      assertThat(projected.count("MATCH (p:Projection {partitions: 4}) RETURN count(p) AS n"))
          .isEqualTo(4);
      assertThat(projected.verify()).isEmpty();
    }
  }
}
