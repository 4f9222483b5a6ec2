package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Supervision;
import io.contextgraph.redis.RedisConnection;
import io.contextgraph.redis.StreamInspector;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.Sent;
import io.contextgraph.system.TestPorts;
import io.contextgraph.system.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;

/** A failing Neo4j stops neither recording nor checkpoints nor the trimming of Redis. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class IsolationIT {
  private static RunningSystem running;
  private static LocalSystem system;

  @BeforeAll
  static void start() throws Exception {
    running = RunningSystem.get();
    system = running.system();
  }

  @Test
  void aKilledNeo4jDelaysNothingElse() throws Exception {
    recordsWithoutTheGraph(
        51,
        () -> system.processes().named("NEO4J").kill(),
        IsolationIT::restartServers,
        List.of(system.jobId()));
  }

  @Tag("full")
  @Test
  void aHangingNeo4jDelaysNothingElseInOneJobOrInTwo() throws Exception {
    recordsWithoutTheGraph(
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
    recordsWithoutTheGraph(
        53,
        () -> system.processes().named("NEO4J").signal("STOP"),
        () -> system.processes().named("NEO4J").signal("CONT"),
        List.of(ingest, projection));
    system.flink().api().stopWithSavepoint(projection);
    system.stopJob();
    system.submit(Deployment.fresh());
  }

  @Tag("full")
  @Test
  void aJobStopsAndStartsWhileNeo4jHangs() throws Exception {
    system.processes().named("NEO4J").signal("STOP");
    List<Sent> sent;
    try {
      Path savepoint = system.stopJob();
      sent = running.publish(54, 1_000, 0);
      system.submit(Deployment.from(Optional.of(savepoint)));
      assertThat(Waiting.settled(() -> running.invariants().arrived(sent))).isEmpty();
    } finally {
      system.processes().named("NEO4J").signal("CONT");
    }
    running.check(sent);
  }

  /** Delays every reply of Neo4j by 200 ms; a transaction has several replies. */
  @Tag("full")
  @Test
  void aSlowNeo4jSlowsTheGraphOnly() throws Exception {
    Path savepoint = system.stopJob();
    int port = TestPorts.from(1_030);
    try (TcpProxy proxy = new TcpProxy(port, system.neo4j().bolt())) {
      proxy.delay(200);
      system.submit(
          Deployment.from(Optional.of(savepoint))
              .withArguments("--neo4j.uri", "bolt://127.0.0.1:" + port));
      long restarts = running.restarts(system.jobId());
      long checkpoints = running.checkpoints(system.jobId());
      List<Sent> sent = running.publish(55, 10_000, 0);
      assertThat(Waiting.settled(() -> running.invariants().arrived(sent), Duration.ofSeconds(60)))
          .isEmpty();
      awaitTrimmed();
      Waiting.await(
          "checkpoints continue", () -> running.checkpoints(system.jobId()) > checkpoints + 1);
      assertThat(running.restarts(system.jobId())).isEqualTo(restarts);
      proxy.delay(0);
      running.check(sent);
      Path last = system.stopJob();
      system.submit(Deployment.from(Optional.of(last)));
    }
  }

  /** As in a graph that version 0.1 built. */
  @Test
  void aProjectionThatStandsDelaysNothingElse() throws Exception {
    recordsWithoutTheGraph(
        56,
        () -> graph("MATCH (p:Projection) REMOVE p.format_version"),
        () -> {
          assertThat(running.invariants().projected()).isLessThan(running.outside().head());
          graph("MATCH (p:Projection) SET p.format_version = 2");
        },
        List.of(system.jobId()));
  }

  @Test
  void aDeletedPositionRestartsTheProjectionAndNotTheRecording() throws Exception {
    running.check(running.publish(57, 1_000, 0));
    long restarts = running.restarts(system.jobId());
    long recording = running.restarts(system.jobId(), "redis-streams");
    graph("MATCH (p:Projection {partition: 3}) DELETE p");
    running.check(running.publish(58, 1_000, 0));
    assertThat(running.restarts(system.jobId())).isGreaterThan(restarts);
    assertThat(running.restarts(system.jobId(), "redis-streams")).isEqualTo(recording);
  }

  private static void graph(String cypher) {
    try (Driver driver = system.neo4j().connections().open()) {
      driver.executableQuery(cypher).execute();
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void recordsWithoutTheGraph(long seed, Action away, Action back, List<String> jobs)
      throws Exception {
    List<Long> restartsBefore = new ArrayList<>();
    List<Long> checkpointsBefore = new ArrayList<>();
    for (String job : jobs) {
      restartsBefore.add(running.restarts(job));
      checkpointsBefore.add(running.checkpoints(job));
    }
    running.publish(seed * 100, 1_000, 0);
    away.run();
    List<Sent> sent = running.publish(seed, 5_000, 200);
    assertThat(Waiting.settled(() -> running.invariants().arrived(sent))).isEmpty();
    awaitTrimmed();
    for (int i = 0; i < jobs.size(); i++) {
      String job = jobs.get(i);
      long before = checkpointsBefore.get(i);
      Waiting.await("checkpoints continue", () -> running.checkpoints(job) > before + 3);
    }
    back.run();
    running.check(sent);
    for (int i = 0; i < jobs.size(); i++) {
      assertThat(running.restarts(jobs.get(i))).isEqualTo(restartsBefore.get(i));
    }
  }

  private static void restartServers() throws Exception {
    try (Supervision supervision = Supervision.start(system)) {
      Waiting.await("every server runs", () -> system.processes().dead().isEmpty());
      system.processes().named("NEO4J").awaitReady();
    }
  }

  private static void awaitTrimmed() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (RedisConnection connection = RedisConnection.open(system.redisAddress())) {
      StreamInspector redis = new StreamInspector(connection);
      while (redis.stream("events").orElseThrow().length() > 0) {
        assertThat(System.nanoTime()).as("Redis is trimmed").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }
}
