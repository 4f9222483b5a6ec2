package io.contextgraph.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contextgraph.local.Deployment;
import io.contextgraph.local.Http;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Ports;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.local.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The whole system as separate processes with its job, started once per test run. */
public final class RunningSystem {
  public static final Path PROJECT =
      Path.of(System.getProperty("project.directory", "")).toAbsolutePath().normalize();
  private static final List<String> STREAMS = List.of("events");
  private static final String GOLDEN_LEDGER = "2213dc11-7402-41de-af60-ace3123b6136";

  private static RunningSystem running;

  private final LocalSystem system;
  private final Outside outside;
  private final Invariants invariants;
  private final ServerLogs logs;
  private final List<String> problemsAtStart;

  private RunningSystem(LocalSystem system) throws Exception {
    this.system = system;
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.startServers();
    try (Connection superuser = system.postgres().superuser(PostgresServer.DATABASE).open();
        Statement statement = superuser.createStatement()) {
      // The golden savepoint can only continue with the ledger that it was taken from.
      statement.execute("SET ROLE ledger_owner");
      statement.execute("UPDATE ledger.head SET ledger_id = '" + GOLDEN_LEDGER + "'");
    }
    system.submit(Deployment.fresh());
    logs = new ServerLogs(system.flink().data().resolveSibling("logs"));
    problemsAtStart = logs.problemsSince(Map.of());
    outside = Outside.of(system);
    invariants = new Invariants(outside);
  }

  public static synchronized RunningSystem get() throws Exception {
    if (running == null) {
      Path target = Files.createDirectories(PROJECT.resolve("target"));
      running =
          new RunningSystem(
              new LocalSystem(
                  PROJECT,
                  Files.createTempDirectory(target, "system-it-"),
                  new Ports(TestPorts.from(1_000)),
                  System.out::println,
                  new Settings(Map.of("web.refresh-interval", "100"), List.of())));
    }
    return running;
  }

  public LocalSystem system() {
    return system;
  }

  public Outside outside() {
    return outside;
  }

  ServerLogs logs() {
    return logs;
  }

  /** What Flink's processes logged at WARN or above until the first job ran. */
  List<String> problemsAtStart() {
    return problemsAtStart;
  }

  public Invariants invariants() {
    return invariants;
  }

  /** Publishes events and returns the entries that Redis acknowledged. */
  public List<Sent> publish(long seed, int count, long pauseMillis) {
    Path file = system.flink().data().resolveSibling("sent-" + seed + ".log");
    try (SentLog log = new SentLog(file)) {
      new LoggedProducer(outside.redis(), STREAMS, log, seed, count, 200, pauseMillis).run();
      return log.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void check(List<Sent> sent) throws Exception {
    // I8 requires the lag to fall within a minute. Draining tens of thousands of events takes
    // longer
    // on a slow machine.
    assertThat(Waiting.settled(() -> invariants.all(sent), Duration.ofMinutes(3))).isEmpty();
  }

  public long checkpoints(String job) throws IOException {
    return Http.json(system.flink().rest().resolve("/jobs/" + job + "/checkpoints"))
        .path("counts")
        .path("completed")
        .asLong();
  }

  /** The number of task restarts of the job. */
  public long restarts(String job) throws IOException {
    return restarts(job, "");
  }

  /** Those of the tasks whose names contain a text. */
  public long restarts(String job, String name) throws IOException {
    URI jobs = system.flink().rest().resolve("/jobs/" + job + "/vertices/");
    long attempts = 0;
    for (JsonNode vertex :
        Http.json(system.flink().rest().resolve("/jobs/" + job)).path("vertices")) {
      if (vertex.path("name").asText().contains(name)) {
        for (JsonNode subtask :
            Http.json(jobs.resolve(vertex.path("id").asText())).path("subtasks")) {
          attempts += subtask.path("attempt").asLong();
        }
      }
    }
    return attempts;
  }
}
