package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.system.TestPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Injects random faults for -Dsoak.minutes, all drawn from -Dseed: cells of the matrix, faults in
 * savepoints, and redeployments with another parallelism. All invariants are checked after each
 * fault; each epoch starts a new ledger with the same processes.
 */
@Tag("soak")
class SoakIT {
  private static final int FAULTS_AN_EPOCH = 12;

  private final long seed = Long.getLong("seed", 1L);
  private final Random random = new Random(seed);
  private final long deadline =
      System.nanoTime() + Duration.ofMinutes(Long.getLong("soak.minutes", 60L)).toNanos();
  private long entries;
  private int faults;

  @Test
  void noEventIsLostOrRecordedTwice() throws Exception {
    try (FaultySystem faulty =
        FaultySystem.start(
            TestPorts.from(3_000),
            // One TaskManager alone can run the job with parallelism 4 while the other is frozen.
            Map.of("taskmanager.numberOfTaskSlots", "8"))) {
      for (int epoch = 0; System.nanoTime() < deadline; epoch++) {
        faulty.reset();
        faulty.system().submit(Deployment.fresh());
        try (FaultRun run = new FaultRun(faulty, seed * 1_000_000 + epoch * 1_000L)) {
          epoch(faulty, run);
          entries += run.sent().size();
        }
        System.out.printf(
            "soak, seed %d: epoch %d done, %d faults, %d entries acknowledged, no violation%n",
            seed, epoch, faults, entries);
      }
    }
    assertThat(faults).isPositive();
  }

  private void epoch(FaultySystem faulty, FaultRun run) throws Exception {
    for (int i = 0; i < FAULTS_AN_EPOCH && System.nanoTime() < deadline; i++) {
      assertThat(fault(faulty, run)).as(run.reproduction()).isEmpty();
      faults++;
    }
    assertThat(run.endReading()).as(run.reproduction()).isEmpty();
  }

  private List<String> fault(FaultySystem faulty, FaultRun run) throws Exception {
    int kind = random.nextInt(10);
    if (kind == 0) {
      return redeploy(faulty, run, 1 + random.nextInt(4));
    }
    if (kind == 1) {
      List<Fault> possible =
          List.of(Fault.TASKMANAGER_KILLED, Fault.REDIS_KILLED, Fault.POSTGRES_KILLED);
      return run.injectInSavepoint(possible.get(random.nextInt(possible.size())));
    }
    List<FaultCell> cells = FaultCell.all();
    return run.inject(cells.get(random.nextInt(cells.size())));
  }

  private static List<String> redeploy(FaultySystem faulty, FaultRun run, int parallelism)
      throws Exception {
    faulty.print("redeployed with parallelism " + parallelism);
    List<Thread> publishing = run.publish(400, 50);
    Path savepoint = faulty.system().stopJob();
    faulty.system().submit(Deployment.from(Optional.of(savepoint)).withParallelism(parallelism));
    FaultRun.join(publishing);
    return run.violations();
  }
}
