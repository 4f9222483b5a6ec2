package io.contextgraph.local;

import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.Secret;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All servers, the job, and the file that tells other programs where they are. */
public final class LocalSystem implements AutoCloseable {
  private static final int PROJECTION_PARTITIONS = 8;

  private final Path data;
  private final DataFolder folder;
  private final Path project;
  private final Ports ports;
  private final Consumer<String> progress;
  private final Distribution distribution;
  private final RedisServer redis;
  private final PostgresServer postgres;
  private final Neo4jServer neo4j;
  private final FlinkCluster flink;
  private final ServerProcesses processes;
  private final ConnectionsFile connections;
  private final Addresses addresses;
  private final Settings settings;
  private volatile Deployment deployed = Deployment.fresh();
  private volatile String jobId = "";
  private boolean jobLost;
  private volatile boolean stopping;

  public LocalSystem(Path project, Path data, Ports ports, Consumer<String> progress) {
    this(project, data, ports, progress, Settings.NONE);
  }

  public LocalSystem(
      Path project, Path data, Ports ports, Consumer<String> progress, Settings settings) {
    this.settings = settings;
    this.processes = new ServerProcesses(progress);
    this.connections = new ConnectionsFile(data.resolve("connections.env"));
    this.project = project;
    this.data = data;
    this.folder = new DataFolder(data);
    this.ports = ports;
    this.progress = progress;
    this.distribution = new Distribution(project, progress);
    Path secrets = data.resolve("secrets");
    this.addresses = new Addresses(secrets, ports);
    this.redis = new RedisServer(distribution.redisServer(), data.resolve("redis"), ports.redis());
    this.postgres =
        new PostgresServer(distribution, data.resolve("postgres"), secrets, ports.postgres());
    this.neo4j =
        new Neo4jServer(
            distribution,
            data.resolve("neo4j"),
            secrets,
            ports.neo4jBolt(),
            ports.neo4jHttp(),
            settings.graphMemory());
    this.flink = new FlinkCluster(distribution, project, data.resolve("flink"), ports);
  }

  public PostgresServer postgres() {
    return postgres;
  }

  public Neo4jServer neo4j() {
    return neo4j;
  }

  public FlinkCluster flink() {
    return flink;
  }

  public RedisAddress redisAddress() {
    return new RedisAddress(
        new ServerAddress(URI.create(addresses.redis()), null, null), "context-graph local");
  }

  public String jobId() {
    return jobId;
  }

  /** Starts every server, installs the schemas and submits the job from where it ended. */
  void start() throws IOException, InterruptedException, SQLException {
    startServers();
    submit(Deployment.from(flink.newestSnapshot()));
  }

  public void startServers() throws IOException, InterruptedException, SQLException {
    folder.acquire();
    new LeftOvers(connections.path()).stop(data, progress);
    ports.checkFree();
    distribution.prepare();
    Secrets.prepare(data.resolve("secrets"));
    flink.configure(settings.flink());
    List<Server> servers = new ArrayList<>(List.of(redis, postgres, neo4j, flink.jobManager()));
    for (int number = 1; number <= FlinkCluster.TASK_MANAGERS; number++) {
      servers.add(flink.taskManager(number));
    }
    for (Server server : servers) {
      processes.start(server);
      writeConnections();
    }
    processes.awaitReady();
    installSchemas();
    awaitTaskManagers();
  }

  public void installSchemas() throws SQLException, IOException {
    progress.accept("Installing the schemas ...");
    postgres.createDatabase();
    Map<String, Secret> passwords = new LinkedHashMap<>();
    for (String role : List.of("ledger_writer", "ledger_reader", "ledger_operator")) {
      passwords.put(role, new Secret.FromFile(data.resolve("secrets").resolve(role).toString()));
    }
    LedgerSchema.install(postgres.superuser(PostgresServer.DATABASE).dataSource(), passwords);
    neo4j.setInitialPassword();
    try (Neo4jGraphStore graph =
        new Neo4jGraphStore(neo4j.connections().open(), "main", PROJECTION_PARTITIONS)) {
      graph.install();
    }
  }

  private void awaitTaskManagers() throws InterruptedException {
    for (int attempt = 0; !flink.api().isWhole(); attempt++) {
      if (attempt > 600) {
        throw new LocalException("The TaskManagers did not register; see " + data.resolve("logs"));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Submits the job and waits until all of its tasks run. */
  public void submit(Deployment deployment) throws IOException, InterruptedException {
    progress.accept(
        "Submitting the job" + deployment.from().map(path -> " from " + path).orElse("") + " ...");
    Path configuration = data.resolve("job.properties");
    Files.write(configuration, jobConfiguration());
    deployed = deployment;
    jobId =
        flink.submit(
            deployment.jar().orElse(project.resolve("target/context-graph.jar")),
            deployment,
            List.of("--config", configuration.toString()));
    flink.api().awaitRunning(jobId);
  }

  /** Stops the job with a savepoint and says where that is. */
  public Path stopJob() throws IOException, InterruptedException {
    return flink.api().stopWithSavepoint(jobId);
  }

  public ServerProcesses processes() {
    return processes;
  }

  private List<String> jobConfiguration() {
    List<String> configuration = new ArrayList<>(addresses.forJob());
    configuration.addAll(settings.job());
    return configuration;
  }

  /** Starts a server that died again, and says so. Call it again and again. */
  public void supervise() throws IOException, InterruptedException {
    for (ServerProcess process : processes.dead()) {
      if (stopping) {
        return;
      }
      processes.startAgain(process);
      writeConnections();
      jobLost = jobLost || (process.name().equals("JOBMANAGER") && !settings.highlyAvailable());
    }
    if (jobLost && !stopping && flink.api().isWhole()) {
      submit(deployed.goingOnFrom(flink.newestSnapshot()));
      jobLost = false;
      progress.accept("The job runs again as " + jobId);
    }
  }

  private void writeConnections() throws IOException {
    Map<String, String> values = addresses.forPrograms();
    processes.pids().forEach((name, pid) -> values.put(name + "_PID", Long.toString(pid)));
    connections.write(values);
  }

  private void stopJobs() {
    List<String> jobs = List.of();
    try {
      jobs = flink.api().unfinishedJobs();
    } catch (IOException e) {
      progress.accept("No savepoint: the JobManager does not answer (" + e.getMessage() + ")");
    }
    for (String job : jobs) {
      try {
        progress.accept("Stopping the job with a savepoint ...");
        progress.accept("Savepoint: " + flink.api().stopWithSavepoint(job));
      } catch (IOException | LocalException e) {
        progress.accept(
            "No savepoint (" + e.getMessage() + "); the next start uses the newest checkpoint");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Stops the job by a savepoint, then every process, the last started first. */
  @Override
  public synchronized void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    if (!folder.isOurs()) {
      return;
    }
    if (processes.isAlive("JOBMANAGER")) {
      stopJobs();
    }
    processes.stop();
    try {
      connections.delete();
      folder.close();
    } catch (IOException e) {
      progress.accept("Could not delete " + connections.path() + ": " + e.getMessage());
    }
  }
}
