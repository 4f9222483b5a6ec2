package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Postgres's disk fills up while events arrive, and is enlarged afterwards. */
@Tag("full")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DiskFullIT {
  private FaultySystem faulty;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk =
        Files.createTempDirectory(
            Files.createDirectories(RunningSystem.PROJECT.resolve("target")), "disk-");
    boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=90m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(
        mounted, "SKIPPED: this machine does not allow the test to mount a disk");
    faulty = FaultySystem.start(TestPorts.from(5_000), Map.of());
  }

  @AfterEach
  void unmount() throws Exception {
    if (faulty != null) {
      faulty.close();
    }
    succeeds("umount", "-l", disk.toString());
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  @Test
  void aLedgerOutOfDiskStopsRecordingAndLosesNothing() throws Exception {
    faulty.unsupervised(
        () -> {
          ServerProcess postgres = faulty.system().processes().named("POSTGRES");
          postgres.stop();
          Path data = faulty.data().resolve("postgres");
          assertThat(succeeds("cp", "-a", data + "/.", disk.toString())).isTrue();
          assertThat(succeeds("chmod", "700", disk.toString())).isTrue();
          assertThat(succeeds("rm", "-r", data.toString())).isTrue();
          Files.createSymbolicLink(data, disk);
          postgres.start();
          postgres.awaitReady();
        });
    faulty.system().submit(Deployment.fresh("--redis.trim", "trim"));
    try (FaultRun run = new FaultRun(faulty, Long.getLong("seed", 1L))) {
      List<Thread> publishing = run.publish(15_000, 0);
      Waiting.await("the disk is full", () -> disk.toFile().getUsableSpace() < 1 << 20);
      faulty.print("the disk of Postgres is full");
      FaultRun.join(publishing);
      assertThat(succeeds("mount", "-o", "remount,size=2g", disk.toString())).isTrue();
      faulty.print("the disk is larger");
      List<String> violations = new ArrayList<>(run.violations());
      violations.addAll(run.endReading());
      assertThat(violations).as(run.reproduction()).isEmpty();
    }
  }
}
