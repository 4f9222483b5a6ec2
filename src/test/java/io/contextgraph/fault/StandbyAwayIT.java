package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.system.Outside;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The synchronous standby of Postgres is away for a minute, so that no commit may become visible.
 */
@Tag("full")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class StandbyAwayIT {
  private static final Duration AWAY = Duration.ofSeconds(60);
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

  private FaultySystem faulty;

  @BeforeEach
  void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(7_000), Map.of());
    faulty.system().submit(Deployment.fresh());
  }

  @AfterEach
  void stop() throws Exception {
    faulty.close();
  }

  private void standby(String names) throws Exception {
    Outside outside = faulty.outside();
    outside.execute("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
    outside.execute("SELECT pg_reload_conf()");
  }

  @Test
  void noCommitIsVisibleBeforeTheStandbyIsBackAndNothingIsLostOrDoubled() throws Exception {
    Outside outside = faulty.outside();
    try (FaultRun run = new FaultRun(faulty, Long.getLong("seed", 1L))) {
      FaultRun.join(run.publish(400, 50));
      assertThat(run.violations()).as(run.reproduction()).isEmpty();
      standby("missing");
      List<Thread> publishing = run.publish(2_000, 50);
      Waiting.await("a commit waits for the standby", () -> outside.number(WAITING) > 0);
      long head = outside.head();
      long back = System.nanoTime() + AWAY.toNanos();
      while (System.nanoTime() < back) {
        assertThat(outside.head()).as("the ledger's last visible position").isEqualTo(head);
        Waiting.sleep(200);
      }
      standby("");
      FaultRun.join(publishing);
      List<String> violations = new ArrayList<>(run.violations());
      violations.addAll(run.endReading());
      assertThat(violations).as(run.reproduction()).isEmpty();
    }
    Path log = faulty.data().resolve("logs/postgres.log");
    assertThat(Files.readAllLines(log))
        .noneMatch(line -> line.contains("terminating connection due to administrator command"))
        .noneMatch(line -> line.contains("canceling wait for synchronous replication"));
  }
}
