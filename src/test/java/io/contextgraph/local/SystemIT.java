package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.redis.RedisSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.startServers();
    try (Connection superuser = system.postgres().superuser(PostgresServer.DATABASE).open();
        Statement statement = superuser.createStatement()) {
      // The golden savepoint goes on with its own ledger only.
      statement.execute("UPDATE ledger.head SET ledger_id = '" + GOLDEN_LEDGER + "'");
    }
    system.submit(Deployment.fresh());
    invariants = new Invariants(system);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static LoggedProducer producer(long seed, int count, long pauseMillis) {
    return new LoggedProducer(system.redisAddress(), STREAMS, seed, count, pauseMillis);
  }

  private static void check(LoggedProducer producer) throws Exception {
    invariants.everyAcknowledgedEntryArrives(producer);
    invariants.everyEventIsThereOnceWithoutHoles();
    invariants.sessionsKeepTheirOrder();
    invariants.theGraphCatchesUp();
  }

  @Test
  void nothingIsLostOrDoubledWhenEveryServerIsKilled() throws Exception {
    long seed = Long.getLong("seed", 11L);
    LoggedProducer producer = producer(seed, 60_000, 60);
    LedgerPoller poller =
        new LedgerPoller(system.postgres().connections("ledger_reader", PostgresServer.DATABASE));
    AtomicBoolean done = new AtomicBoolean();
    Thread supervisor = thread(() -> supervise(done));
    Thread polling = thread(poller);
    Thread publishing = thread(producer);
    for (String victim : List.of("TASKMANAGER_1", "REDIS", "POSTGRES", "TASKMANAGER_2")) {
      long before = invariantsOrZero();
      awaitMoreThan(before + 2_000);
      system.kill(victim);
    }
    publishing.join();
    check(producer);
    poller.stop();
    polling.join();
    done.set(true);
    supervisor.join();
    invariants.theLiveReaderSawTheSame(poller);
    assertThat(producer.events()).hasSize(60_000);
    System.out.printf(
        "seed %d: %d events acknowledged, %d sent again, 4 processes killed%n",
        seed, producer.events().size(), producer.resent());
  }

  @Test
  void aRedeployLosesAndDoublesNothing() throws Exception {
    LoggedProducer first = producer(21, 2_000, 0);
    first.run();
    check(first);
    Path older = system.stopJob();

    LoggedProducer meanwhile = producer(22, 2_000, 0);
    meanwhile.run();
    system.submit(Deployment.from(Optional.of(older)).withParallelism(2));
    check(meanwhile);
    Path savepoint = system.stopJob();

    // An older savepoint: what it reads again was recorded, or trimmed after it was.
    LoggedProducer later = producer(23, 2_000, 0);
    later.run();
    system.submit(Deployment.from(Optional.of(older)).withParallelism(1));
    check(later);
    system.stopJob();

    LoggedProducer last = producer(24, 2_000, 0);
    last.run();
    system.submit(Deployment.fresh());
    check(last);
    system.stopJob();

    // One job split in two from a savepoint that holds the state of both.
    LoggedProducer split = producer(25, 2_000, 0);
    split.run();
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
    LoggedProducer before = producer(41, 1_000, 0);
    before.run();
    check(before);
    system.stopJob();
    LoggedProducer meanwhile = producer(42, 1_000, 0);
    meanwhile.run();
    Path golden = PROJECT.resolve("src/test/resources/savepoint-0.1").toAbsolutePath().normalize();
    system.submit(Deployment.from(Optional.of(golden)));
    check(meanwhile);
  }

  @Test
  void poisonCausesNoRestart() throws Exception {
    LoggedProducer producer = producer(31, 1_000, 0);
    long before = restarts();
    producer.run();
    check(producer);
    assertThat(producer.poison()).hasSizeGreaterThan(5);
    assertThat(restarts()).isEqualTo(before);
  }

  @Test
  void aKilledNeo4jHoldsNothingBack() throws Exception {
    goesOnWithoutTheGraph(
        51, () -> system.kill("NEO4J"), () -> system.supervise(), List.of(system.jobId()));
  }

  @Test
  void aHangingNeo4jHoldsNothingBackNeitherInOneJobNorInTwo() throws Exception {
    goesOnWithoutTheGraph(
        52,
        () -> system.signal("NEO4J", "STOP"),
        () -> system.signal("NEO4J", "CONT"),
        List.of(system.jobId()));
    Path savepoint = system.stopJob();
    Deployment from = Deployment.from(Optional.of(savepoint));
    system.submit(from.withPartOfState("--pipelines", "projection"));
    String projection = system.jobId();
    system.submit(from.withPartOfState("--pipelines", "ingest"));
    String ingest = system.jobId();
    goesOnWithoutTheGraph(
        53,
        () -> system.signal("NEO4J", "STOP"),
        () -> system.signal("NEO4J", "CONT"),
        List.of(ingest, projection));
    system.flink().stopWithSavepoint(projection);
    system.stopJob();
    system.submit(Deployment.fresh());
  }

  @Test
  void aJobStopsAndStartsWhileNeo4jHangs() throws Exception {
    system.signal("NEO4J", "STOP");
    LoggedProducer producer = producer(54, 1_000, 0);
    try {
      Path savepoint = system.stopJob();
      producer.run();
      system.submit(Deployment.from(Optional.of(savepoint)));
      invariants.everyAcknowledgedEntryArrives(producer);
    } finally {
      system.signal("NEO4J", "CONT");
    }
    check(producer);
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
    LoggedProducer before = producer(seed * 100, 1_000, 0);
    before.run();
    away.run();
    LoggedProducer producer = producer(seed, 10_000, 200);
    producer.run();
    invariants.everyAcknowledgedEntryArrives(producer);
    awaitTrimmed();
    for (int i = 0; i < jobs.size(); i++) {
      assertThat(checkpoints(jobs.get(i))).isGreaterThan(checkpointsBefore.get(i) + 3);
    }
    back.run();
    check(producer);
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

  private static long restarts() throws Exception {
    return restarts(system.jobId());
  }

  private static long restarts(String job) throws Exception {
    return Http.json(system.flink().rest().resolve("/jobs/" + job + "/metrics?get=numRestarts"))
        .path(0)
        .path("value")
        .asLong();
  }

  private static long invariantsOrZero() {
    try {
      return invariants.number("SELECT position FROM ledger.head");
    } catch (java.sql.SQLException away) {
      return 0;
    }
  }

  private static void awaitMoreThan(long position) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (invariantsOrZero() < position) {
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
