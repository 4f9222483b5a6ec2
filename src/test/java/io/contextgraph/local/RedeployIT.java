package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.Invariants;
import io.contextgraph.system.LoggedProducer;
import io.contextgraph.system.Outside;
import io.contextgraph.system.SentLog;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real {@code bin/redeploy}, for a system that the real {@code bin/local} runs. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedeployIT {
  private static final int PORTS = TestPorts.from(6_200);
  private LocalProgram local;

  @BeforeAll
  void start() throws Exception {
    local = LocalProgram.start(PORTS, "--no-demo");
    local.await("Installing the schemas", 0);
    local.await("Submitting the job", 0);
    local.await("Ctrl-C stops everything.", 0);
  }

  @AfterAll
  void stop() throws Exception {
    local.close();
  }

  /** Each test begins with one job that runs. */
  @BeforeEach
  void awaitTheJob() throws Exception {
    Waiting.await("the job runs", local::jobRuns);
  }

  private String job() throws Exception {
    return local.rest().unfinishedJobs().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--parallelism 9 | the new job needs 18 slots, but there are 8: --parallelism may be at most 4",
        "--parallelism two | --parallelism should be a whole number from 1 to 128, not 'two'",
        "--from /no/such/savepoint | the savepoint /no/such/savepoint does not exist",
        "--set redis.trm=keep | unknown argument redis.trm; did you mean redis.trim?",
        "--set redis.trim=sometimes | redis.trim (or CONTEXT_GRAPH_REDIS_TRIM) should be trim or keep",
        "--set redis.uri=redis://127.0.0.1:1 | --set redis.uri: 127.0.0.1:1 cannot be reached",
        "--set redis.trim | --set should be KEY=VALUE",
        "--unset dedup.ttl | --unset dedup.ttl: the last job has no such option",
        "--job 0123 | --job 0123: no such job is running",
        "--from-checkpoint --fresh | --fresh are mutually exclusive",
        "--from x --without-state | --fresh are mutually exclusive",
        "--set parallelism=3 | --set parallelism: it is no option of the job; use --parallelism 3",
        "--timeout 0 | --timeout should be a whole number from 1 to 3600",
        "--port-base 1024 | --port-base 1024 is not that of ",
        "--data src | bin/local does not run with the data folder ",
        "--data README.md | README.md is a file, not a folder",
        "nonsense | Unmatched argument"
      })
  void nothingIsStoppedForAJobThatWouldNotRun(String options, String message) throws Exception {
    String running = job();
    LocalProgram.Ended ended = local.redeploy(options.split(" "));
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
    assertThat(ended.output()).contains(message).doesNotContain("Stopping", "Cancelling", "\tat ");
    assertThat(local.rest().unfinishedJobs()).containsExactly(running);
    assertThat(local.rest().allTasksRun(running)).isTrue();
  }

  @Test
  void nothingIsStoppedForALoginThatAServerRefuses() throws Exception {
    String running = job();
    Path wrong = Files.writeString(local.data().resolve("wrong"), "wrong");
    Map<String, String> refusals =
        Map.of(
            "postgres.password-file=" + wrong, "refuses the user or the password",
            "postgres.uri=postgresql://127.0.0.1:" + new Ports(PORTS).postgres() + "/other",
                "database \"other\" does not exist",
            "neo4j.password-file=" + wrong, "refuses the user or the password");
    for (Map.Entry<String, String> refusal : refusals.entrySet()) {
      LocalProgram.Ended ended = local.redeploy("--set", refusal.getKey());
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
      assertThat(ended.output())
          .contains(refusal.getValue(), "bin/redeploy: nothing was stopped")
          .doesNotContain("Stopping", "\tat ");
      assertThat(ended.output().lines()).hasSize(3);
    }
    assertThat(local.rest().unfinishedJobs()).containsExactly(running);
  }

  @Test
  void aJobThatDoesNotRunIsReplacedByTheOldOneWithItsOptions() throws Exception {
    LocalProgram.Ended kept = local.redeploy("--set", "redis.trim=keep");
    assertThat(kept.exitCode()).as(kept.output()).isZero();
    Path submission = local.data().resolve("submission.json");
    String before = Files.readString(submission);
    String running = job();

    LocalProgram.Ended failed =
        local.redeploy("--set", "postgres.password-file=/no/such/password", "--timeout", "30");
    assertThat(failed.exitCode()).as(failed.output()).isEqualTo(1);
    assertThat(failed.output().lines())
        .anyMatch(
            line ->
                line.startsWith("bin/redeploy: the new job does not run: ")
                    && line.contains("/no/such/password"))
        .anyMatch(
            line ->
                line.startsWith("bin/redeploy: the old job runs again: ")
                    && line.contains("from " + local.data().resolve("flink/savepoints")));
    assertThat(local.jobRuns()).isTrue();
    assertThat(job()).isNotEqualTo(running);
    assertThat(submission).hasContent(before);
    assertThat(before).contains("--redis.trim");
    everythingPublishedIsRecorded();
  }

  @Test
  void anInterruptedRedeploymentNamesTheCommandThatStartsTheJob() throws Exception {
    LocalProgram.Ended interrupted = local.interruptedRedeploy("--set", "redis.rewind=2 h");
    assertThat(interrupted.output())
        .contains("bin/redeploy: interrupted: the old job is stopped. To start one: bin/redeploy ");
    assertThat(local.data().resolve("submission.json")).content().contains("--redis.rewind");
    String start = "To start one: bin/redeploy ";
    String options =
        interrupted
            .output()
            .lines()
            .filter(line -> line.contains(start))
            .map(line -> line.substring(line.indexOf(start) + start.length()))
            .findFirst()
            .orElseThrow();
    assertThat(options).contains("--from " + local.data().resolve("flink/savepoints"));

    LocalProgram.Ended started = local.redeploy((options + " --unset redis.rewind").split(" "));
    assertThat(started.exitCode()).as(started.output()).isZero();
    assertThat(started.output())
        .contains("No job is running", "from " + local.data().resolve("flink/savepoints"));
  }

  private void everythingPublishedIsRecorded() throws Exception {
    Outside outside = local.outside();
    try (SentLog log = new SentLog(local.data().resolve("sent.log"))) {
      new LoggedProducer(outside.redis(), List.of("events"), log, 7, 200, 100, 1).run();
      Invariants invariants = new Invariants(outside);
      assertThat(Waiting.settled(() -> invariants.arrived(log.read()), Duration.ofMinutes(1)))
          .isEmpty();
    } finally {
      outside.neo4j().close();
    }
  }

  @Test
  void theNewJobStartsFromTheSavepointOfTheOldOne() throws Exception {
    long reported = local.count("The job ended");
    LocalProgram.Ended ended = local.redeploy("--parallelism", "2");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    String savepoint =
        ended
            .output()
            .lines()
            .filter(line -> line.startsWith("Savepoint: "))
            .findFirst()
            .orElseThrow();
    assertThat(ended.output())
        .contains("Running: http://", "from " + savepoint.substring("Savepoint: ".length()));
    assertThat(local.rest().plan(job()).slots()).isEqualTo(4);
    assertThat(local.count("The job ended")).isEqualTo(reported);
  }

  @Test
  void withoutAJobTheNewestStateIsUsedAndNamed() throws Exception {
    local.rest().cancelAndWait(job(), Duration.ofSeconds(30));
    LocalProgram.Ended ended = local.redeploy();
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("from " + local.data().resolve("flink/checkpoints"));
  }

  @Test
  void aJobStartsWithoutStateOnlyIfThatIsAskedFor() throws Exception {
    LocalProgram.Ended ended = local.redeploy("--fresh");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("without state, from the position of its consumer group");
  }

  @Test
  void aJobThatIsCancelledStartsFromItsNewestCheckpoint() throws Exception {
    LocalProgram.Ended ended = local.redeploy("--from-checkpoint");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("Cancelling job ", "from " + local.data().resolve("flink/checkpoints"));
  }

  @Test
  void oneOfSeveralJobsMustBeNamed() throws Exception {
    String first = job();
    String second = local.submit("--pipelines", "projection");
    try {
      LocalProgram.Ended ended = local.redeploy();
      assertThat(ended.exitCode()).as(ended.output()).isEqualTo(2);
      assertThat(ended.output())
          .contains("2 jobs are running; --job ID says which one to replace: ", first, second);
      assertThat(local.rest().unfinishedJobs()).containsExactlyInAnyOrder(first, second);
    } finally {
      local.rest().cancelAndWait(second, Duration.ofSeconds(30));
    }
  }

  @Test
  void aFlinkThatDoesNotAnswerIsNamedWithTheReason() throws Exception {
    Path stopped = Files.createDirectories(local.data().resolve("stopped"));
    Files.writeString(stopped.resolve("job.properties"), "");
    Files.writeString(
        stopped.resolve("connections.env"), "CONTEXT_GRAPH_FLINK_REST='http://127.0.0.1:9'\n");
    LocalProgram.Ended ended = local.redeploy("--data", stopped.toString());
    assertThat(ended.exitCode()).as(ended.output()).isEqualTo(3);
    assertThat(ended.output())
        .isEqualTo(
            "bin/redeploy: Flink at http://127.0.0.1:9 cannot be asked: the connection was"
                + " refused\n");
  }

  @Test
  void linesHaveATimeAndCommandsTheirDataFolder() throws Exception {
    assertThat(local.untimed())
        .allMatch(line -> line.isEmpty() || line.startsWith("  "))
        .anyMatch(line -> line.strip().startsWith("Ledger     0 events; dead letters: "))
        .anyMatch(
            line -> line.strip().matches("bin/redeploy --data \\S*" + local.data().getFileName()))
        .anyMatch(line -> line.contains(local.data().getFileName() + "/connections.env; set +a"));
    assertThat(local.output()).contains("Ctrl-C stops everything.");
  }
}
