package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.Invariants;
import io.contextgraph.system.LoggedProducer;
import io.contextgraph.system.Outside;
import io.contextgraph.system.SentLog;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real {@code bin/local}, in a process of its own. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LocalIT {
  private static final String SUBMITS = "Submitting the job";

  private LocalProgram local;

  @BeforeEach
  void start() throws Exception {
    local = LocalProgram.start(TestPorts.from(6_000));
    awaitStarted();
  }

  /** Step by step, each with a deadline of its own. */
  private void awaitStarted() throws Exception {
    for (String step : List.of("Installing the schemas", SUBMITS, "Ctrl-C stops everything.")) {
      local.await(step, 0);
    }
  }

  @AfterEach
  void stop() throws Exception {
    local.close();
  }

  /** The JobManager dies while the job is being submitted again, and Redis meanwhile. */
  @Test
  void everythingComesBackWhileTheJobIsLostAgainAndAgain() throws Exception {
    try (SentLog log = new SentLog(local.data().resolve("sent.log"))) {
      Outside outside = local.outside();
      Thread producer =
          new Thread(
              new LoggedProducer(outside.redis(), List.of("events"), log, 7, 4_000, 100, 500));
      producer.start();
      for (int round = 0; round < 2; round++) {
        Waiting.await("the job runs", local::jobRuns);
        long submitted = local.count(SUBMITS);
        local.replace("JOBMANAGER");
        local.await(SUBMITS, submitted);
        long killed = local.kill("JOBMANAGER");
        local.replace("REDIS");
        Waiting.await("the JobManager is replaced", () -> local.pid("JOBMANAGER") != killed);
      }
      producer.join();
      Waiting.await("the job runs", local::jobRuns);
      Invariants invariants = new Invariants(outside);
      assertThat(Waiting.settled(() -> invariants.arrived(log.read()), Duration.ofMinutes(1)))
          .isEmpty();
      assertThat(invariants.positions()).isEmpty();
      outside.neo4j().close();
    }
    List<Long> servers = local.pids();
    assertThat(local.isAlive()).isTrue();
    assertThat(local.terminate()).isEqualTo(143);
    assertThat(local.output()).noneMatch(line -> line.startsWith("\tat "));
    assertThat(local.output()).anyMatch(line -> line.startsWith("Savepoint: "));
    assertThat(servers).hasSize(6).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  @Tag("full")
  void aJobThatWasEndedIsLeftAloneByEveryLaterJobManager() throws Exception {
    long submitted = local.count(SUBMITS);
    local.rest().cancel(local.rest().unfinishedJobs().get(0));
    local.await("The job ended", 0);
    for (int round = 0; round < 2; round++) {
      local.replace("JOBMANAGER");
      Waiting.await("the cluster is complete", () -> local.rest().isComplete());
    }
    assertThat(local.count(SUBMITS)).isEqualTo(submitted);
    assertThat(local.rest().statuses()).isEmpty();
  }

  /** The demo has 459 events. Of the job's options, one is of a release that this one is not. */
  @Test
  void aRestartContinuesWhatWasThereAndSaysWhatItKept() throws Exception {
    assertThat(local.output()).anyMatch(line -> line.startsWith("In the ledger: 459 of 459"));
    VerifierKey key = verifierKey();
    Path newest = Path.of(connections().get("CHECKPOINTS")).resolve("checkpoint");
    Waiting.await("all events are signed", () -> signed(newest) == 459);
    assertThat(SignedNote.parse(Files.readAllBytes(newest)).signedBy(key)).isTrue();
    LocalProgram.Ended redeployed =
        local.redeploy("--parallelism", "2", "--set", "redis.trim=keep");
    assertThat(redeployed.exitCode()).as(redeployed.output()).isZero();
    assertThat(local.terminate()).isEqualTo(143);
    assertThat(local.output())
        .containsSubsequence(
            "Stopping the job with a savepoint, then the servers; Ctrl-C does not make it faster"
                + " ...",
            "Stopping postgres ...",
            "Stopping redis ...");
    Path submission = local.data().resolve("submission.json");
    Files.writeString(
        submission,
        Files.readString(submission).replace("\"keep\"", "\"keep\", \"--redis.gone\", \"x\""));

    local = local.again();
    awaitStarted();
    assertThat(local.output())
        .contains(Publications.LEFT_OUT)
        .noneMatch(line -> line.startsWith("Published"))
        .anyMatch(
            line -> line.strip().equals("Ledger     459 events; dead letters: 0 open, 0 in total"))
        .anyMatch(
            line -> line.startsWith("Left out of the options of the last job: --set redis.gone=x"))
        .anyMatch(
            line ->
                line.startsWith("Kept from the last job: --set redis.trim=keep --parallelism 2; "))
        .anyMatch(line -> line.startsWith("Submitting the job from "));
    assertThat(local.rest().plan(local.rest().unfinishedJobs().get(0)).slots()).isEqualTo(4);
    assertThat(submission).content().contains("--redis.trim").doesNotContain("--redis.gone");
    assertThat(verifierKey()).isEqualTo(key);
  }

  private Map<String, String> connections() throws IOException {
    return new ConnectionsFile(local.data().resolve("connections.env")).read();
  }

  private VerifierKey verifierKey() throws IOException {
    return VerifierKey.parse(connections().get("CHECKPOINT_VKEY"));
  }

  private static long signed(Path file) throws IOException {
    return Files.exists(file)
        ? Checkpoint.parse(SignedNote.parse(Files.readAllBytes(file)).text()).size()
        : -1;
  }
}
