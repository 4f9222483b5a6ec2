package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.fault.agent.Moment;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.Distribution;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.TestPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With high availability, Flink itself recovers the job after its JobManager was killed. */
@Tag("full")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class HighAvailabilityIT {
  private static final int PORTS = TestPorts.from(4_000);

  private static ServerProcess zooKeeper;
  private static FaultySystem faulty;
  private static FaultRun run;

  @BeforeAll
  static void start() throws Exception {
    Path target = Files.createDirectories(RunningSystem.PROJECT.resolve("target"));
    Path data = Files.createTempDirectory(target, "ha-").resolve("zookeeper");
    Distribution distribution = new Distribution(RunningSystem.PROJECT, System.out::println);
    distribution.prepare();
    ZooKeeperServer server = new ZooKeeperServer(distribution, data, PORTS + 30);
    server.prepare();
    zooKeeper = new ServerProcess(server);
    zooKeeper.start();
    zooKeeper.awaitReady();
    faulty = FaultySystem.start(PORTS, server.settings());
    faulty.system().submit(Deployment.fresh());
    run = new FaultRun(faulty, Long.getLong("seed", 1L));
  }

  @AfterAll
  static void stop() throws Exception {
    if (run != null) {
      run.close();
      faulty.close();
    }
    zooKeeper.stop();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostOrDoubledWhenTheJobManagerIsKilled(Moment moment) throws Exception {
    String job = faulty.system().jobId();
    List<String> violations =
        new ArrayList<>(run.inject(new FaultCell(moment, Fault.JOBMANAGER_KILLED)));
    assertThat(violations).as(run.reproduction()).isEmpty();
    assertThat(faulty.system().flink().api().unfinishedJobs()).containsExactly(job);
  }
}
