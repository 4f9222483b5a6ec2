package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verifying, repairing and rebuilding a real graph of a real ledger. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GraphVerificationIT {
  private static final int EVENTS = 2_500;

  private ProjectedLedger projected;

  @BeforeEach
  void project() throws Exception {
    projected = new ProjectedLedger(EVENTS);
    assertThat(projected.verify(false)).isZero();
  }

  @AfterEach
  void disconnect() {
    projected.close();
  }

  @Test
  void aRebuildThatIsCutOffGoesOnWhereItWas() throws Exception {
    projected.run("MATCH (e:Event) SET e.event_type = 'x.y'");
    List<Long> first = new ArrayList<>();
    assertThatThrownBy(
            () ->
                projected.rebuild(
                    progress -> {
                      first.add(progress.position());
                      throw new IllegalStateException("cut off");
                    }))
        .hasMessage("cut off");
    projected.run(
        "MATCH (e:Event) WHERE e.global_position <= " + first.get(0) + " SET e.status = 'failed'");
    projected.rebuild(progress -> {});
    // What was written before the cut is not written again.
    assertThat(projected.verify(false)).isPositive();
    assertThat(projected.verify(true)).isPositive();
    assertThat(projected.verify(false)).isZero();
  }

  @Test
  void aRebuildWritesEverythingAgainWhileTheGraphStaysReadable() throws Exception {
    projected.run("MATCH (e:Event) WHERE NOT e:Missing WITH e LIMIT 500 SET e.event_type = 'x.y'");
    projected.run("MATCH (:Event)-[r:CAUSED_BY]->() WITH r LIMIT 500 DELETE r");
    List<Long> nodes = new ArrayList<>();
    projected.rebuild(
        progress ->
            nodes.add(projected.count("MATCH (e:Event) WHERE NOT e:Missing RETURN count(e) AS n")));
    assertThat(nodes).hasSizeGreaterThan(1).allMatch(count -> count == EVENTS);
    assertThat(projected.verify(false))
        .as(() -> projected.found().stream().limit(5).toList().toString())
        .isZero();
  }

  @Test
  void whatIsOnlyOnItsWayIsNoDifference() throws Exception {
    projected.record(500);
    assertThat(projected.verify(false)).isZero();
    projected.build();
    assertThat(projected.verify(false)).isZero();
  }
}
