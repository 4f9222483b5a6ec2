package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.fault.agent.Moment;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.FlinkCluster;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.Sent;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures beyond one process dying at one moment. Each test starts from empty servers. */
@Tag("full")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultScenariosIT {
  private static FaultySystem faulty;
  private FaultRun run;

  @BeforeAll
  static void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(2_000), Map.of("web.refresh-interval", "100"));
  }

  @AfterAll
  static void stop() throws Exception {
    faulty.close();
  }

  @BeforeEach
  void reset() throws Exception {
    faulty.reset();
    run = new FaultRun(faulty, Long.getLong("seed", 1L));
  }

  @AfterEach
  void end() throws Exception {
    run.close();
  }

  private void check() throws Exception {
    List<String> violations = new ArrayList<>(run.violations());
    violations.addAll(run.endReading());
    assertThat(violations).as(run.reproduction()).isEmpty();
  }

  private void publish() throws InterruptedException {
    FaultRun.join(run.publish(400, 50));
  }

  @Test
  void twoInstancesOfTheJobAtOnceRecordEveryEventOnce() throws Exception {
    faulty.system().submit(Deployment.fresh("--pipelines", "ingest"));
    faulty.system().submit(Deployment.fresh());
    publish();
    check();
  }

  @Test
  void savepointsCarryTheJobThroughEveryParallelism() throws Exception {
    faulty.system().submit(Deployment.fresh());
    for (int parallelism : List.of(2, 4, 1)) {
      List<Thread> publishing = run.publish(400, 50);
      Path savepoint = faulty.system().stopJob();
      faulty.system().submit(Deployment.from(Optional.of(savepoint)).withParallelism(parallelism));
      FaultRun.join(publishing);
    }
    check();
  }

  @Test
  void aJobCancelledWithoutASavepointContinuesFromItsLastCheckpoint() throws Exception {
    faulty.system().submit(Deployment.fresh());
    publish();
    FlinkCluster flink = faulty.system().flink();
    String job = faulty.system().jobId();
    Waiting.await(
        "a checkpoint of this job exists",
        () -> flink.newestSnapshot().filter(it -> it.toString().contains(job)).isPresent());
    flink.api().cancel(job);
    Waiting.await("no job runs", () -> flink.api().unfinishedJobs().isEmpty());
    publish();
    faulty.system().submit(Deployment.from(flink.newestSnapshot()));
    check();
  }

  @Test
  void aJobWithoutStateAndGroupReadsEverythingAgainAndRecordsNothingTwice() throws Exception {
    faulty.system().submit(Deployment.fresh("--redis.trim", "keep"));
    publish();
    faulty.system().stopJob();
    faulty
        .outside()
        .redisDo(
            redis -> {
              for (String stream : FaultySystem.STREAMS) {
                redis.sync().xgroupDestroy(stream, "context-graph");
              }
            });
    publish();
    faulty.system().submit(Deployment.fresh("--redis.trim", "keep"));
    check();
  }

  @Test
  void aGroupDeletedWhileTheJobRunsIsCreatedAgain() throws Exception {
    faulty.system().submit(Deployment.fresh());
    publish();
    assertThat(run.violations()).isEmpty();
    faulty.outside().redisDo(redis -> redis.sync().xgroupDestroy("events", "context-graph"));
    publish();
    Waiting.await(
        "the group exists",
        () -> !faulty.outside().redisAsk(redis -> redis.sync().xinfoGroups("events")).isEmpty());
    check();
  }

  /** I1 cannot hold for entries that Redis itself lost; they are reported, and no other is lost. */
  @Test
  void entriesThatRedisLosesAreReportedAndReadingContinues() throws Exception {
    faulty.system().submit(Deployment.fresh("--redis.trim", "keep"));
    publish();
    assertThat(run.violations()).isEmpty();
    long before = faulty.outside().head();
    faulty.unsupervised(
        () -> {
          ServerProcess redis = faulty.system().processes().named("REDIS");
          redis.kill();
          faulty.cutTailOfRedisLog(20_000);
          redis.start();
          redis.awaitReady();
        });
    publish();
    check();
    assertThat(faulty.outside().head()).isGreaterThan(before);
    assertThat(faulty.taskManagerLogs())
        .anyMatch(line -> line.contains("rewrote the history of stream"));
  }

  /** Commits wait for seconds, as with a very slow disk. */
  @Test
  void slowCommitsDelayRecordingOnlyWhileTheyLast() throws Exception {
    faulty.system().submit(Deployment.fresh());
    List<Thread> publishing = run.publish(2_000, 50);
    faulty.outside().execute("ALTER SYSTEM SET synchronous_standby_names = 'missing'");
    faulty.outside().execute("SELECT pg_reload_conf()");
    TimeUnit.SECONDS.sleep(8);
    faulty.outside().execute("ALTER SYSTEM RESET synchronous_standby_names");
    faulty.outside().execute("SELECT pg_reload_conf()");
    FaultRun.join(publishing);
    check();
  }

  @Test
  void connectionsThatAreHalfOpenForTenSecondsAreReplaced() throws Exception {
    faulty.system().submit(Deployment.fresh());
    List<Thread> publishing = run.publish(2_000, 50);
    for (String server : List.of("REDIS", "POSTGRES", "NEO4J")) {
      faulty.proxy(server).mode(TcpProxy.Mode.HALF_OPEN);
    }
    TimeUnit.SECONDS.sleep(10);
    for (String server : List.of("REDIS", "POSTGRES", "NEO4J")) {
      faulty.proxy(server).mode(TcpProxy.Mode.PASS);
    }
    FaultRun.join(publishing);
    check();
  }

  @Test
  void failedCheckpointsDoNotStopRecordingAndNothingIsTrimmedMeanwhile() throws Exception {
    faulty.system().submit(Deployment.fresh());
    publish();
    assertThat(run.violations()).isEmpty();
    Path checkpoints = faulty.data().resolve("flink/checkpoints");
    Path aside = faulty.data().resolve("flink/checkpoints-aside");
    Files.move(checkpoints, aside);
    // A file in place of the folder makes every write fail, even for root.
    Files.writeString(checkpoints, "");
    try {
      publish();
      List<Sent> acknowledged = run.sent();
      assertThat(Waiting.settled(() -> run.invariants().arrived(acknowledged))).isEmpty();
      TimeUnit.SECONDS.sleep(5);
      assertThat((long) faulty.outside().redisAsk(redis -> redis.sync().xlen("events")))
          .isPositive();
    } finally {
      Files.delete(checkpoints);
      Files.move(aside, checkpoints);
    }
    Waiting.await(
        "Redis is trimmed",
        () -> faulty.outside().redisAsk(redis -> redis.sync().xlen("events")) == 0);
    check();
  }

  @Test
  void duplicatesOfEventsThatExpiredInTheKeyedStateAreStillDuplicates() throws Exception {
    Deployment forgetful = Deployment.fresh("--dedup.ttl", "1 s", "--redis.trim", "keep");
    faulty.system().submit(forgetful);
    publish();
    assertThat(run.violations()).isEmpty();
    long before = faulty.outside().head();
    faulty
        .outside()
        .redisDo(
            redis -> {
              for (String stream : FaultySystem.STREAMS) {
                for (var message : redis.sync().xrange(stream, io.lettuce.core.Range.unbounded())) {
                  redis.sync().xadd(stream, message.getBody());
                }
              }
            });
    Waiting.await(
        "all entries are read",
        () ->
            faulty
                .outside()
                .redisAsk(redis -> redis.sync().xinfoGroups("events").toString())
                .contains("lag, 0"));
    assertThat(faulty.outside().head()).isEqualTo(before);
    check();
  }

  @Test
  void aZombieWriterThatResumesAfterAnotherTookOverAddsNothing() throws Exception {
    faulty.system().submit(Deployment.fresh());
    faulty.arm(Moment.BARRIER_NOT_FLUSHED);
    List<Thread> publishing = run.publish(400, 50);
    String held = faulty.awaitHeld(Moment.BARRIER_NOT_FLUSHED);
    Fault.TASKMANAGER_FROZEN.inject(faulty, held);
    faulty.release(Moment.BARRIER_NOT_FLUSHED);
    FaultRun.join(publishing);
    check();
  }
}
