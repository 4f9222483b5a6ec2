package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the service {@code submit} of docker-compose.yml does, with a real cluster. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SubmitScriptIT {
  private LocalSystem system;
  private final Map<String, String> job = new LinkedHashMap<>();
  private SubmitScript script;

  @BeforeEach
  void start() throws Exception {
    Path target = Files.createDirectories(RunningSystem.PROJECT.resolve("target"));
    Path data = Files.createTempDirectory(target, "submit-it-");
    Ports ports = new Ports(TestPorts.from(6_500));
    system = new LocalSystem(RunningSystem.PROJECT, data, ports, System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.startServers();
    for (String line : new Addresses(data.resolve("secrets"), ports).forJob()) {
      int equals = line.indexOf('=');
      String name = line.substring(0, equals).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
      job.put("CONTEXT_GRAPH_" + name, line.substring(equals + 1));
    }
  }

  private void start(Map<String, String> options) throws Exception {
    script = new SubmitScript(RunningSystem.PROJECT, system, job, options);
  }

  @AfterEach
  void stop() throws Exception {
    script.close();
    system.close();
  }

  private FlinkRest flink() {
    return system.flink().api();
  }

  private String awaitRunning() throws Exception {
    Waiting.await(
        "the job runs",
        () -> flink().unfinishedJobs().size() == 1 && flink().allTasksRun(onlyJob()));
    return onlyJob();
  }

  private String onlyJob() throws java.io.IOException {
    return flink().unfinishedJobs().get(0);
  }

  private void replaceJobManager() throws Exception {
    ServerProcess jobManager = system.processes().named("JOBMANAGER");
    jobManager.kill();
    jobManager.start();
    jobManager.awaitReady();
    Waiting.await("the cluster is complete", () -> flink().isComplete());
  }

  @Test
  void aLostJobIsResumedAndAJobThatEndedIsLeftAlone() throws Exception {
    start(Map.of());
    String first = awaitRunning();
    Waiting.await("a checkpoint exists", () -> system.flink().newestSnapshot().isPresent());
    replaceJobManager();
    String second = awaitRunning();
    assertThat(script.submissions()).hasSize(2);
    assertThat(script.submissions().get(1)).contains("/checkpoints/" + first + "/chk-");

    Path savepoint = flink().stopWithSavepoint(second);
    script.await("submit: the job is ended; start it with: ");
    replaceJobManager();
    script.await("submit: the job ended earlier and is left alone");
    assertThat(flink().statuses()).isEmpty();
    assertThat(script.submissions()).hasSize(2);

    Process other = script.startSubmitNow();
    assertThat(script.submitNow()).as("two starts at once").isZero();
    assertThat(other.waitFor()).isZero();
    awaitRunning();
    assertThat(script.submissions()).hasSize(3);
    assertThat(script.submissions().get(2)).endsWith(" from " + savepoint);
    assertThat(script.submitNow()).as("starting a job that runs").isZero();
    assertThat(flink().unfinishedJobs()).isEqualTo(List.of(onlyJob()));
    assertThat(script.submissions()).hasSize(3);
  }

  @Tag("full")
  @Test
  void aJobThatEndsJustBeforeTheScriptIsStoppedIsSeen() throws Exception {
    start(Map.of("INTERVAL", "600"));
    String first = awaitRunning();
    script.await("submit: the job is running");
    flink().stopWithSavepoint(first);
    assertThat(script.terminate()).isZero();
    script.await("submit: the job is ended");
    replaceJobManager();
    start(Map.of());
    script.await("submit: the job ended earlier and is left alone");
    assertThat(script.submissions()).hasSize(1);
  }

  @Tag("full")
  @Test
  void aJobIsObservedWhileTheNextSubmissionIsDelayed() throws Exception {
    start(Map.of("FLINK", "false", "FIRST_PAUSE", "300"));
    script.await("submit: the submission failed; trying again in 300 s");
    assertThat(script.submitNow()).isZero();
    flink().stopWithSavepoint(awaitRunning());
    script.await("submit: the job is ended");
    assertThat(script.submissions()).hasSize(2);
  }
}
