package io.contextgraph.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.FlinkRest;
import io.contextgraph.local.LocalException;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Supervision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole system as separate processes, killed and redeployed while events flow. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SystemIT {
  private static RunningSystem running;
  private static LocalSystem system;

  @BeforeAll
  static void start() throws Exception {
    running = RunningSystem.get();
    system = running.system();
  }

  @Test
  void nothingIsLostOrDoubledWhenEveryServerIsKilled() throws Exception {
    LedgerPoller poller = new LedgerPoller(running.outside());
    Thread polling = thread(poller);
    CompletableFuture<List<Sent>> publishing =
        CompletableFuture.supplyAsync(() -> running.publish(Long.getLong("seed", 11L), 30_000, 60));
    List<Sent> sent;
    try (Supervision supervision = Supervision.start(system)) {
      for (String victim : List.of("TASKMANAGER_1", "REDIS", "POSTGRES", "TASKMANAGER_2")) {
        awaitMoreThan(positionOrZero() + 2_000);
        system.processes().named(victim).kill();
      }
      sent = publishing.join();
      running.check(sent);
    } finally {
      poller.stop();
    }
    polling.join();
    assertThat(running.invariants().seen(poller)).isEmpty();
    assertThat(sent.stream().filter(entry -> entry.kind() == Sent.Kind.EVENT))
        .hasSizeGreaterThanOrEqualTo(30_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "postgres"})
  void aJobThatCannotReadAPasswordFailsForGoodAndNamesTheFile(String server) throws Exception {
    Path savepoint = system.stopJob();
    Deployment missing =
        Deployment.fresh(
            "--pipelines", "ingest", "--" + server + ".password-file", "/no/such/file");
    try {
      system.submit(missing);
    } catch (LocalException e) {
      // Its tasks may fail before all of them run.
      assertThat(e).hasMessageStartingWith("The job failed: ");
    }
    FlinkRest flink = system.flink().api();
    Waiting.await("the job fails", () -> flink.statuses().get(system.jobId()).equals("FAILED"));
    assertThat(flink.cause(system.jobId()))
        .doesNotContain("Exception")
        .contains("the secret file /no/such/file cannot be read here");
    system.submit(Deployment.from(Optional.of(savepoint)));
  }

  @Test
  void aRedeployLosesAndDoublesNothing() throws Exception {
    List<Sent> first = running.publish(21, 2_000, 0);
    running.check(first);
    Path older = system.stopJob();

    List<Sent> meanwhile = running.publish(22, 2_000, 0);
    system.submit(Deployment.from(Optional.of(older)).withParallelism(2));
    running.check(meanwhile);
    Path savepoint = system.stopJob();

    // From an older savepoint the job reads entries again that are recorded, or finds them trimmed.
    List<Sent> later = running.publish(23, 2_000, 0);
    system.submit(Deployment.from(Optional.of(older)).withParallelism(1));
    running.check(later);
    system.stopJob();

    List<Sent> last = running.publish(24, 2_000, 0);
    system.submit(Deployment.fresh());
    running.check(last);
    system.stopJob();

    // One job is split into two, both restored from the same savepoint.
    List<Sent> split = running.publish(25, 2_000, 0);
    Deployment from = Deployment.from(Optional.of(savepoint));
    system.submit(from.withPartOfState("--pipelines", "ingest"));
    system.submit(from.withPartOfState("--pipelines", "projection"));
    running.check(split);
    for (String job : system.flink().api().unfinishedJobs()) {
      system.flink().api().stopWithSavepoint(job);
    }
    system.submit(Deployment.fresh());
    assertThat(system.flink().api().unfinishedJobs()).hasSize(1);
  }

  @Test
  void theSavepointOfTheFirstVersionIsStillRead() throws Exception {
    List<Sent> before = running.publish(41, 1_000, 0);
    running.check(before);
    system.stopJob();
    List<Sent> meanwhile = running.publish(42, 1_000, 0);
    Path golden = RunningSystem.PROJECT.resolve("src/test/resources/savepoint-0.1");
    system.submit(Deployment.from(Optional.of(golden)));
    running.check(meanwhile);
  }

  /**
   * A class loader leak would exhaust a session cluster's metaspace after some twenty
   * redeployments.
   */
  @Test
  @Tag("full")
  void redeploymentsLeaveNoClassesBehind() throws Exception {
    for (int i = 0; i < 4; i++) {
      Path savepoint = system.stopJob();
      system.submit(Deployment.from(Optional.of(savepoint)));
      running.check(running.publish(61 + i, 400, 0));
    }
    for (String server : List.of("JOBMANAGER", "TASKMANAGER_1", "TASKMANAGER_2")) {
      long pid = system.processes().named(server).pid();
      Waiting.await(
          server + " keeps the classes of at most this job and the previous one",
          () -> ClassLoaders.ofJobs(pid) <= 2);
    }
  }

  @Test
  void aHealthyRunLogsNoWarning() throws Exception {
    assertThat(running.problemsAtStart()).isEmpty();
    system.stopJob();
    Map<Path, Long> before = running.logs().sizes();
    assertThat(before).hasSize(3);
    system.submit(Deployment.fresh());
    running.check(running.publish(71, 2_000, 0));
    Waiting.await("six checkpoints", () -> running.checkpoints(system.jobId()) >= 6);
    assertThat(running.logs().problemsSince(before)).isEmpty();
  }

  @Test
  void invalidEntriesCauseNoRestart() throws Exception {
    long before = running.restarts(system.jobId());
    List<Sent> sent = running.publish(31, 1_000, 0);
    running.check(sent);
    assertThat(sent.stream().filter(entry -> entry.kind() == Sent.Kind.INVALID))
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(running.restarts(system.jobId())).isEqualTo(before);
  }

  @Test
  void everyHostileEntryEndsWhereItShouldAndNoneCausesARestart() throws Exception {
    long before = running.restarts(system.jobId());
    HostileEntries hostile = HostileEntries.send(running.outside(), RunningSystem.PROJECT);
    assertThat(Waiting.settled(hostile::wrong)).isEmpty();
    assertThat(running.restarts(system.jobId())).isEqualTo(before);
    running.check(List.of());
  }

  @Test
  void everythingListensOnLoopback() throws Exception {
    // Postgres may run as another user whose /proc entries are unreadable; ask Postgres itself.
    assertThat(running.outside().rows("SHOW listen_addresses", row -> row.get(0)))
        .containsExactly("127.0.0.1");
    Map<String, Long> pids = new HashMap<>(system.processes().pids());
    pids.remove("POSTGRES");
    for (Map.Entry<String, Long> server : pids.entrySet()) {
      assertThat(Listeners.all(server.getValue()))
          .as(server.getKey())
          .isNotEmpty()
          .allMatch(Listeners::isLoopback);
    }
  }

  private static long positionOrZero() {
    try {
      return running.outside().head();
    } catch (java.sql.SQLException away) {
      return 0;
    }
  }

  private static void awaitMoreThan(long position) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (positionOrZero() < position) {
      assertThat(System.nanoTime()).as("recording continues").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
