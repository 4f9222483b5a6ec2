package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.redis.RedisSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole system as processes of their own, killed and redeployed while events flow. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class SystemIT {
  private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
  private static final List<String> STREAMS = List.of("events");

  private static final String GOLDEN_LEDGER = "2213dc11-7402-41de-af60-ace3123b6136";

  private static LocalSystem system;
  private static Outside outside;
  private static Invariants invariants;

  @BeforeAll
  static void start() throws Exception {
    Path target = PROJECT.resolve("target").toAbsolutePath().normalize();
    Path data = Files.createTempDirectory(target, "system-it-");
    system =
        new LocalSystem(
            PROJECT.toAbsolutePath().normalize(),
            data,
            new Ports(Integer.getInteger("test.ports", 24080) + 1_000),
            System.out::println,
            new Settings(Map.of("web.refresh-interval", "100"), List.of()));
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.startServers();
    try (Connection superuser = system.postgres().superuser(PostgresServer.DATABASE).open();
        Statement statement = superuser.createStatement()) {
      // The golden savepoint goes on with its own ledger only.
      statement.execute("UPDATE ledger.head SET ledger_id = '" + GOLDEN_LEDGER + "'");
    }
    system.submit(Deployment.fresh());
    outside = Outside.of(system);
    invariants = new Invariants(outside);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  /** Publishes, and gives what Redis acknowledged. */
  private static List<Sent> publish(long seed, int count, long pauseMillis) {
    Path file = system.flink().data().resolveSibling("sent-" + seed + ".log");
    try (SentLog log = new SentLog(file)) {
      new LoggedProducer(outside.redis(), STREAMS, log, seed, count, pauseMillis).run();
      return log.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(List<Sent> sent) throws Exception {
    assertThat(FaultySystem.settled(() -> invariants.all(sent))).isEmpty();
  }

  @Test
  void nothingIsLostOrDoubledWhenEveryServerIsKilled() throws Exception {
    LedgerPoller poller = new LedgerPoller(outside);
    AtomicBoolean done = new AtomicBoolean();
    Thread supervisor = thread(() -> supervise(done));
    Thread polling = thread(poller);
    CompletableFuture<List<Sent>> publishing =
        CompletableFuture.supplyAsync(() -> publish(Long.getLong("seed", 11L), 60_000, 60));
    for (String victim : List.of("TASKMANAGER_1", "REDIS", "POSTGRES", "TASKMANAGER_2")) {
      awaitMoreThan(positionOrZero() + 2_000);
      system.processes().named(victim).kill();
    }
    List<Sent> sent = publishing.join();
    check(sent);
    poller.stop();
    polling.join();
    done.set(true);
    supervisor.join();
    assertThat(invariants.seen(poller)).isEmpty();
    assertThat(sent.stream().filter(entry -> entry.kind() == Sent.Kind.EVENT))
        .hasSizeGreaterThanOrEqualTo(60_000);
  }

  @Test
  void aRedeployLosesAndDoublesNothing() throws Exception {
    List<Sent> first = publish(21, 2_000, 0);
    check(first);
    Path older = system.stopJob();

    List<Sent> meanwhile = publish(22, 2_000, 0);
    system.submit(Deployment.from(Optional.of(older)).withParallelism(2));
    check(meanwhile);
    Path savepoint = system.stopJob();

    // An older savepoint: what it reads again was recorded, or trimmed after it was.
    List<Sent> later = publish(23, 2_000, 0);
    system.submit(Deployment.from(Optional.of(older)).withParallelism(1));
    check(later);
    system.stopJob();

    List<Sent> last = publish(24, 2_000, 0);
    system.submit(Deployment.fresh());
    check(last);
    system.stopJob();

    // One job split in two from a savepoint that holds the state of both.
    List<Sent> split = publish(25, 2_000, 0);
    Deployment from = Deployment.from(Optional.of(savepoint));
    system.submit(from.withPartOfState("--pipelines", "ingest"));
    system.submit(from.withPartOfState("--pipelines", "projection"));
    check(split);
    for (String job : system.flink().unfinishedJobs()) {
      system.flink().stopWithSavepoint(job);
    }
    system.submit(Deployment.fresh());
    assertThat(system.flink().unfinishedJobs()).hasSize(1);
  }

  @Test
  void theSavepointOfTheFirstVersionIsStillRead() throws Exception {
    List<Sent> before = publish(41, 1_000, 0);
    check(before);
    system.stopJob();
    List<Sent> meanwhile = publish(42, 1_000, 0);
    Path golden = PROJECT.resolve("src/test/resources/savepoint-0.1").toAbsolutePath().normalize();
    system.submit(Deployment.from(Optional.of(golden)));
    check(meanwhile);
  }

  @Test
  void poisonCausesNoRestart() throws Exception {
    long before = restarts(system.jobId());
    List<Sent> sent = publish(31, 1_000, 0);
    check(sent);
    assertThat(sent.stream().filter(entry -> entry.kind() == Sent.Kind.POISON))
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(restarts(system.jobId())).isEqualTo(before);
  }

  @Test
  void aKilledNeo4jHoldsNothingBack() throws Exception {
    goesOnWithoutTheGraph(
        51,
        () -> system.processes().named("NEO4J").kill(),
        () -> system.supervise(),
        List.of(system.jobId()));
  }

  @Test
  void aHangingNeo4jHoldsNothingBackNeitherInOneJobNorInTwo() throws Exception {
    goesOnWithoutTheGraph(
        52,
        () -> system.processes().named("NEO4J").signal("STOP"),
        () -> system.processes().named("NEO4J").signal("CONT"),
        List.of(system.jobId()));
    Path savepoint = system.stopJob();
    Deployment from = Deployment.from(Optional.of(savepoint));
    system.submit(from.withPartOfState("--pipelines", "projection"));
    String projection = system.jobId();
    system.submit(from.withPartOfState("--pipelines", "ingest"));
    String ingest = system.jobId();
    goesOnWithoutTheGraph(
        53,
        () -> system.processes().named("NEO4J").signal("STOP"),
        () -> system.processes().named("NEO4J").signal("CONT"),
        List.of(ingest, projection));
    system.flink().stopWithSavepoint(projection);
    system.stopJob();
    system.submit(Deployment.fresh());
  }

  @Test
  void aJobStopsAndStartsWhileNeo4jHangs() throws Exception {
    system.processes().named("NEO4J").signal("STOP");
    List<Sent> sent;
    try {
      Path savepoint = system.stopJob();
      sent = publish(54, 1_000, 0);
      system.submit(Deployment.from(Optional.of(savepoint)));
      assertThat(FaultySystem.settled(() -> invariants.arrived(sent))).isEmpty();
    } finally {
      system.processes().named("NEO4J").signal("CONT");
    }
    check(sent);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void goesOnWithoutTheGraph(long seed, Action away, Action back, List<String> jobs)
      throws Exception {
    List<Long> restartsBefore = new ArrayList<>();
    List<Long> checkpointsBefore = new ArrayList<>();
    for (String job : jobs) {
      restartsBefore.add(restarts(job));
      checkpointsBefore.add(checkpoints(job));
    }
    publish(seed * 100, 1_000, 0);
    away.run();
    List<Sent> sent = publish(seed, 10_000, 200);
    assertThat(FaultySystem.settled(() -> invariants.arrived(sent))).isEmpty();
    awaitTrimmed();
    for (int i = 0; i < jobs.size(); i++) {
      assertThat(checkpoints(jobs.get(i))).isGreaterThan(checkpointsBefore.get(i) + 3);
    }
    back.run();
    check(sent);
    for (int i = 0; i < jobs.size(); i++) {
      assertThat(restarts(jobs.get(i))).isEqualTo(restartsBefore.get(i));
    }
  }

  private static void awaitTrimmed() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try (RedisSession redis = RedisSession.open(system.redisAddress())) {
      while (redis.stream("events").orElseThrow().length() > 0) {
        assertThat(System.nanoTime()).as("Redis is trimmed").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static long checkpoints(String job) throws Exception {
    return Http.json(system.flink().rest().resolve("/jobs/" + job + "/checkpoints"))
        .path("counts")
        .path("completed")
        .asLong();
  }

  /** How often tasks of the job were started again. */
  private static long restarts(String job) throws Exception {
    URI jobs = system.flink().rest().resolve("/jobs/" + job + "/vertices/");
    long attempts = 0;
    for (JsonNode vertex :
        Http.json(system.flink().rest().resolve("/jobs/" + job)).path("vertices")) {
      for (JsonNode subtask :
          Http.json(jobs.resolve(vertex.path("id").asText())).path("subtasks")) {
        attempts += subtask.path("attempt").asLong();
      }
    }
    return attempts;
  }

  private static long positionOrZero() {
    try {
      return outside.number("SELECT position FROM ledger.head");
    } catch (java.sql.SQLException away) {
      return 0;
    }
  }

  private static void awaitMoreThan(long position) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (positionOrZero() < position) {
      assertThat(System.nanoTime()).as("recording goes on").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void supervise(AtomicBoolean done) {
    try {
      while (!done.get()) {
        system.supervise();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
