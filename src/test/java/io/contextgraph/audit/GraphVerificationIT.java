package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verifies, repairs and rebuilds the graph of a ledger on real servers. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GraphVerificationIT {
  private static final int EVENTS = 2_500;

  private ProjectedLedger projected;

  @BeforeEach
  void project() throws Exception {
    projected = new ProjectedLedger(EVENTS);
    assertThat(projected.verify()).isEmpty();
  }

  @AfterEach
  void disconnect() {
    projected.close();
  }

  @Test
  void anInterruptedRebuildContinuesWhereItWas() throws Exception {
    projected.run("MATCH (e:Event) SET e.event_type = 'x.y'");
    List<Long> first = new ArrayList<>();
    assertThatThrownBy(
            () ->
                projected.rebuild(
                    (unit, position, total) -> {
                      first.add(position);
                      throw new IllegalStateException("interrupted");
                    }))
        .hasMessage("interrupted");
    projected.run(
        "MATCH (e:Event) WHERE e.global_position <= " + first.get(0) + " SET e.status = 'failed'");
    projected.rebuild((unit, position, total) -> {});
    // Events rewritten before the interruption are not rewritten again.
    assertThat(projected.verify()).isNotEmpty();
    assertThat(projected.repair()).isNotEmpty();
    assertThat(projected.verify()).isEmpty();
  }

  @Test
  void aRebuildRewritesEverythingWhileTheGraphStaysReadable() throws Exception {
    projected.run("MATCH (e:Event) WHERE NOT e:Missing WITH e LIMIT 500 SET e.event_type = 'x.y'");
    projected.run("MATCH (:Event)-[r:CAUSED_BY]->() WITH r LIMIT 500 DELETE r");
    List<Long> nodes = new ArrayList<>();
    projected.rebuild(
        (unit, position, total) ->
            nodes.add(projected.count("MATCH (e:Event) WHERE NOT e:Missing RETURN count(e) AS n")));
    assertThat(nodes).hasSizeGreaterThan(1).allMatch(count -> count == EVENTS);
    assertThat(projected.verify()).isEmpty();
  }

  /** Otherwise the last pages of a large graph would take longer than a transaction may. */
  @Test
  void aPageOfNodesStartsInTheIndexOfTheirKeyAndSortsNothing() {
    assertThat(StrayNodes.PAGES)
        .allSatisfy(
            page ->
                assertThat(projected.plan(page.text(), Map.of("after", "", "page", 100_000)))
                    .noneMatch(operator -> operator.matches("(Partial)?(Sort|Top).*"))
                    .last(as(STRING))
                    .contains("IndexSeek"));
  }

  /** As after its (:Projection) node was deleted and the job created it again. */
  @Test
  void aPartitionThatIsProjectedAgainIsNeitherVerifiedNorRepaired() throws Exception {
    projected.run(
        "MATCH (p:Projection {partition: 3}) SET p.replay_until = p.position, p.position = 0"
            + " REMOVE p.event_id");
    assertThatThrownBy(projected::verify)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition 3 is being projected again: wait");
    assertThatThrownBy(projected::repair)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition 3 is being projected again: wait");
    projected.project();
    assertThat(projected.verify()).isEmpty();
  }

  @Test
  void anEventThatIsNotProjectedYetIsNoDifference() throws Exception {
    projected.record(500);
    assertThat(projected.verify()).isEmpty();
    projected.project();
    assertThat(projected.verify()).isEmpty();
  }
}
