package io.contextgraph.fault;

import io.contextgraph.fault.agent.AgentJar;
import io.contextgraph.fault.agent.Moment;
import io.contextgraph.local.FlinkCluster;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Ports;
import io.contextgraph.local.PostgresServer;
import io.contextgraph.local.Settings;
import io.contextgraph.local.Supervision;
import io.contextgraph.system.Outside;
import io.contextgraph.system.SentLog;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.Waiting;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The whole system as separate processes, with a hold at every {@link Moment}, a proxy in front of
 * every server, and a supervisor that restarts dead processes.
 */
final class FaultySystem implements AutoCloseable {
  static final List<String> STREAMS = List.of("events", "events-b", "events-c");
  private static final Path PROJECT =
      Path.of(System.getProperty("project.directory", ".")).toAbsolutePath().normalize();

  private final Path data;
  private final LocalSystem system;
  private final Outside outside;
  private final Map<String, TcpProxy> proxies = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final Supervision supervision;

  private FaultySystem(Path data, LocalSystem system, Outside outside) {
    this.data = data;
    this.system = system;
    this.outside = outside;
    this.supervision = Supervision.start(system);
  }

  /**
   * Starts all servers but no job.
   *
   * @param ports the first port; the proxies use those from {@code ports + 20}
   * @param flink overrides of Flink's configuration
   */
  static FaultySystem start(int ports, Map<String, String> flink) throws Exception {
    Path target = PROJECT.resolve("target");
    Files.createDirectories(target);
    Path data = Files.createTempDirectory(target, "faults-");
    Map<String, String> settings = new LinkedHashMap<>(flink);
    settings.put(
        "env.java.opts.taskmanager",
        "-XX:+UseParallelGC " + AgentJar.options(data.resolve("moments")));
    List<String> job =
        List.of(
            "redis.streams=" + String.join(",", STREAMS),
            "redis.uri=redis://127.0.0.1:" + (ports + 20),
            "postgres.uri=postgresql://127.0.0.1:" + (ports + 21) + "/" + PostgresServer.DATABASE,
            "neo4j.uri=bolt://127.0.0.1:" + (ports + 22));
    Ports servers = new Ports(ports);
    LocalSystem system =
        new LocalSystem(PROJECT, data, servers, System.out::println, new Settings(settings, job));
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.startServers();
    FaultySystem faulty = new FaultySystem(data, system, Outside.of(system));
    faulty.proxies.put("REDIS", new TcpProxy(ports + 20, servers.redis()));
    faulty.proxies.put("POSTGRES", new TcpProxy(ports + 21, servers.postgres()));
    faulty.proxies.put("NEO4J", new TcpProxy(ports + 22, servers.neo4jBolt()));
    return faulty;
  }

  LocalSystem system() {
    return system;
  }

  Outside outside() {
    return outside;
  }

  TcpProxy proxy(String server) {
    TcpProxy proxy = proxies.get(server);
    if (proxy == null) {
      throw new IllegalArgumentException(server);
    }
    return proxy;
  }

  Path data() {
    return data;
  }

  SentLog sentLog() throws IOException {
    return new SentLog(data.resolve("sent-" + System.nanoTime() + ".log"));
  }

  /** The faults injected so far, in order. */
  List<String> log() {
    return log;
  }

  void print(String line) {
    log.add(line);
    System.out.println(line);
  }

  /** Runs an action while the supervisor restarts no process. */
  void unsupervised(Supervision.Action action) throws Exception {
    supervision.suspended(action);
  }

  /** Waits until every restarted process answers: only then has the fault ended. */
  void awaitServers() throws Exception {
    AtomicBoolean complete = new AtomicBoolean();
    Waiting.await(
        "every process has been restarted",
        () -> {
          // An attempt in progress ends when the process that it restarted answers.
          unsupervised(() -> complete.set(system.processes().dead().isEmpty()));
          return complete.get();
        });
  }

  /** Cancels the job without a savepoint and empties every server. */
  void reset() throws Exception {
    for (Moment moment : Moment.values()) {
      release(moment);
    }
    FlinkCluster flink = system.flink();
    for (String job : flink.api().unfinishedJobs()) {
      flink.api().cancel(job);
    }
    Waiting.await("no job runs", () -> flink.api().unfinishedJobs().isEmpty());
    try (Connection connection = outside.postgres("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + PostgresServer.DATABASE + " WITH (FORCE)");
    }
    system.installSchemas();
    RedisClient redis = RedisClient.create(outside.redis());
    try (StatefulRedisConnection<String, String> connection = redis.connect()) {
      connection.sync().flushall();
    } finally {
      redis.shutdown();
    }
    TestServers.empty(outside.neo4j());
  }

  /** Arms the moment: the first thread that reaches it is held there. */
  void arm(Moment moment) throws IOException {
    Files.deleteIfExists(file(moment, "held"));
    Files.createDirectories(data.resolve("moments"));
    Files.writeString(file(moment, "armed"), "");
  }

  /** Waits until a thread is held and returns the name of its server. */
  String awaitHeld(Moment moment) throws Exception {
    Waiting.await("a thread at " + moment, () -> Files.exists(file(moment, "held")));
    long pid = Long.parseLong(Files.readString(file(moment, "held")));
    return system.processes().pids().entrySet().stream()
        .filter(process -> process.getValue() == pid)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  void release(Moment moment) throws IOException {
    Files.deleteIfExists(file(moment, "armed"));
    Files.deleteIfExists(file(moment, "held"));
  }

  private Path file(Moment moment, String suffix) {
    return data.resolve("moments").resolve(moment + "." + suffix);
  }

  /** Truncates Redis's append-only file, as a power failure may. Call it while Redis is down. */
  void cutTailOfRedisLog(int bytes) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("redis/appendonlydir"))) {
      Path log =
          files.filter(file -> file.toString().endsWith(".incr.aof")).findFirst().orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
        file.setLength(file.length() - bytes);
      }
    }
  }

  List<String> taskManagerLogs() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int number = 1; number <= FlinkCluster.TASK_MANAGERS; number++) {
      lines.addAll(Files.readAllLines(data.resolve("logs/taskmanager-" + number + ".log")));
    }
    return lines;
  }

  @Override
  public void close() throws Exception {
    supervision.close();
    outside.neo4j().close();
    system.close();
    for (TcpProxy proxy : proxies.values()) {
      proxy.close();
    }
  }
}
