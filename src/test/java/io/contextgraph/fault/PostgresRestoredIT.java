package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.FlinkRest;
import io.contextgraph.local.JavaProgram;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Postgres is restored from a backup that is older than what the job and the graph have seen. */
@Tag("full")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class PostgresRestoredIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private FaultySystem faulty;

  @BeforeEach
  void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(9_000), Map.of());
  }

  @AfterEach
  void stop() throws Exception {
    faulty.close();
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
        .as(String.join(" ", command))
        .isZero();
  }

  private void whilePostgresIsStopped(String... command) throws Exception {
    faulty.unsupervised(
        () -> {
          ServerProcess server = faulty.system().processes().named("POSTGRES");
          server.stop();
          run(command);
          server.start();
          server.awaitReady();
        });
  }

  /** Runs the command line, as the procedure in docs/operations.md says. */
  private void contextGraph(String... arguments) throws Exception {
    Path output = faulty.data().resolve("context-graph.out");
    ProcessBuilder command =
        new ProcessBuilder(
                "bash",
                "-c",
                "set -a; . '%s'; set +a; exec '%s' -cp '%s' io.contextgraph.cli.Main %s"
                    .formatted(
                        faulty.data().resolve("connections.env"),
                        JavaProgram.PATH,
                        RunningSystem.PROJECT.resolve("target/context-graph-tools.jar"),
                        String.join(" ", arguments)))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    assertThat(command.start().waitFor())
        .as(() -> String.join(" ", arguments) + " prints to " + output)
        .isZero();
  }

  @Test
  void theProcedureBringsBackEveryEventThatIsStillInRedisAndTheGraph() throws Exception {
    faulty.system().submit(Deployment.fresh("--redis.trim", "keep"));
    try (FaultRun run = new FaultRun(faulty, Long.getLong("seed", 1L))) {
      FaultRun.join(run.publish(400, 50));
      assertThat(run.violationsWithin(PATIENCE)).as(run.reproduction()).isEmpty();
      whilePostgresIsStopped("cp", "-a", faulty.data() + "/postgres", faulty.data() + "/backup");

      FaultRun.join(run.publish(400, 50));
      assertThat(run.violationsWithin(PATIENCE)).as(run.reproduction()).isEmpty();
      Path folder = faulty.data();
      whilePostgresIsStopped(
          "bash", "-c", "cd '" + folder + "' && mv postgres lost && mv backup postgres");

      FaultRun.join(run.publish(400, 50));
      FlinkRest flink = faulty.system().flink().api();
      Waiting.await("the job stops for good", () -> flink.unfinishedJobs().isEmpty());
      assertThat(faulty.taskManagerLogs())
          .anyMatch(line -> line.contains("The ledger was restored or failed over"));

      contextGraph("graph", "rebuild");
      faulty
          .outside()
          .redisDo(
              redis -> {
                for (String stream : FaultySystem.STREAMS) {
                  redis.sync().xgroupDestroy(stream, "context-graph");
                }
              });
      faulty.system().submit(Deployment.fresh("--redis.trim", "keep"));
      assertThat(run.violationsWithin(PATIENCE)).as(run.reproduction()).isEmpty();
    }
  }
}
