package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.system.Sent;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Neo4j refuses the changes of an event for good, until an operator removes the cause. */
@Tag("full")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class GraphFailsForGoodIT {
  private FaultySystem faulty;

  @BeforeEach
  void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(8_500), Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    faulty.close();
  }

  private void graph(String cypher) {
    faulty.outside().neo4j().executableQuery(cypher).execute();
  }

  @Test
  void recordingContinuesWhileTheGraphStandsAndTheGraphCatchesUpOnceItIsRepaired()
      throws Exception {
    // The second event of every session violates this constraint.
    graph("CREATE CONSTRAINT by_hand FOR (e:Event) REQUIRE e.session_id IS UNIQUE");
    faulty.system().submit(Deployment.fresh());
    try (FaultRun run = new FaultRun(faulty, Long.getLong("seed", 1L))) {
      FaultRun.join(run.publish(400, 50));
      List<Sent> first = run.sent();
      assertThat(Waiting.settled(() -> run.invariants().arrived(first))).isEmpty();
      Waiting.await(
          "the log names the reason",
          () ->
              faulty.taskManagerLogs().stream()
                  .anyMatch(
                      line ->
                          line.contains(
                              "already exists with label `Event` and property `session_id`")));

      FaultRun.join(run.publish(400, 50));
      List<Sent> both = run.sent();
      assertThat(Waiting.settled(() -> run.invariants().arrived(both))).isEmpty();
      Waiting.await(
          "Redis is trimmed, because checkpoints complete",
          () -> faulty.outside().redisAsk(redis -> redis.sync().xlen("events")) == 0);
      assertThat(run.invariants().projected()).isLessThan(faulty.outside().head());

      graph("DROP CONSTRAINT by_hand");
      List<String> violations = new ArrayList<>(run.violations());
      violations.addAll(run.endReading());
      assertThat(violations).as(run.reproduction()).isEmpty();
    }
  }
}
