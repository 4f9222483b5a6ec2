package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import io.contextgraph.server.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All servers, the job, and the file that passes the servers' addresses to other programs. */
public final class LocalSystem implements AutoCloseable {
  private static final Duration LONGEST_REGISTRATION = Duration.ofMinutes(1);

  private final Path data;
  private final ShellCommands commands;
  private final Ports ports;
  private final Settings settings;
  private final Consumer<String> progress;
  private final FolderLock folder;
  private final Distribution distribution;
  private final LocalServers servers;
  private final ServerProcesses processes;
  private final LiveConnections connections;
  private final Addresses addresses;
  private final LocalNotary notary;
  private final LocalJob job;
  private volatile boolean stopping;

  public LocalSystem(Path project, Path data, Ports ports, Consumer<String> progress) {
    this(project, data, ports, progress, Settings.NONE);
  }

  /**
   * @param project the folder of the project, with both jars built
   * @param data the folder for everything that the servers write
   * @param progress receives lines for the user
   */
  public LocalSystem(
      Path project, Path data, Ports ports, Consumer<String> progress, Settings settings) {
    this.data = data;
    this.commands = ShellCommands.of(project, data);
    this.ports = ports;
    this.settings = settings;
    this.progress = progress;
    folder = new FolderLock(data, "lock");
    distribution = new Distribution(project, progress);
    servers = LocalServers.of(distribution, project, data, ports, settings.graphMemory());
    processes = new ServerProcesses(progress, System::nanoTime);
    addresses = new Addresses(data.resolve("secrets"), ports);
    notary = new LocalNotary(servers.postgres(), data, System::nanoTime);
    connections =
        new LiveConnections(
            new ConnectionsFile(data.resolve("connections.env")), addresses, notary, processes);
    Path jar = project.resolve("target/context-graph.jar");
    job = new LocalJob(servers.flink(), jar, data, progress, commands.redeploy());
  }

  public PostgresServer postgres() {
    return servers.postgres();
  }

  public Neo4jServer neo4j() {
    return servers.neo4j();
  }

  public FlinkCluster flink() {
    return servers.flink();
  }

  public RedisAddress redisAddress() {
    return new RedisAddress(
        new ServerAddress(URI.create(addresses.redis()), null, null), "context-graph local");
  }

  ShellCommands commands() {
    return commands;
  }

  FirstStart firstStart() {
    return FirstStart.in(data);
  }

  public ServerProcesses processes() {
    return processes;
  }

  /** The id of the last submitted job; empty before the first. */
  public String jobId() {
    return job.id();
  }

  /**
   * Starts every server, waits until each answers and installs the schemas.
   *
   * @throws InUseException if another process uses the folder or a port
   * @throws LocalException if a server does not come up
   */
  public void startServers() throws IOException, InterruptedException, SQLException {
    prepare();
    startPrepared();
  }

  /**
   * Starts every server for a job with the options of the last one.
   *
   * @param typed what a person typed about them
   * @return the job to submit
   * @throws UsageException if the job refuses what was typed; nothing was started
   */
  Deployment startServersFor(JobOptions typed)
      throws IOException, InterruptedException, SQLException {
    prepare();
    job.reserve();
    Deployment next = job.asLast(typed, jobSettings());
    startPrepared();
    return next;
  }

  private void prepare() throws IOException, InterruptedException {
    if (!folder.acquire()) {
      throw new InUseException(
          data + " is in use by another process; stop it, or choose another folder with --data");
    }
    new LeftOvers(connections.path()).stop(data, progress);
    ports.checkFree();
    distribution.prepare();
    Secrets.prepare(data.resolve("secrets"));
    new LocalPrivacy(addresses).prepare();
    flink().configure(settings.flink());
  }

  private void startPrepared() throws IOException, InterruptedException, SQLException {
    for (Server server : servers.all()) {
      processes.start(server);
      connections.write();
    }
    processes.awaitReady();
    installSchemas();
    new LocalPrivacy(addresses).prepareReceipts(postgres());
    notary.prepare();
    connections.write();
    flink().api().awaitComplete(LONGEST_REGISTRATION);
  }

  public void installSchemas() throws SQLException, IOException {
    progress.accept("Installing the schemas ...");
    new Schemas(postgres(), neo4j()).install();
  }

  /** Submits the job and waits until all of its tasks run. */
  public void submit(Deployment deployment) throws IOException, InterruptedException {
    job.submit(deployment, jobSettings());
  }

  /** Submits the job from its newest savepoint or checkpoint, and waits until it runs. */
  void submitFromNewestState(Deployment deployment) throws IOException, InterruptedException {
    submit(deployment.resumedFrom(flink().newestSnapshot()));
  }

  private List<String> jobSettings() {
    List<String> lines = new ArrayList<>(addresses.forJob());
    lines.addAll(settings.job());
    return lines;
  }

  /** Stops the job with a savepoint and returns its path. */
  public Path stopJob() throws IOException, InterruptedException {
    return job.stop();
  }

  /** Restarts a server if it died, and waits until it answers. Call it periodically. */
  void supervise(ServerProcess process) throws IOException, InterruptedException {
    if (!stopping && !process.isAlive()) {
      processes.startAgain(process);
      connections.write();
      processes.awaitRestarted(process);
    }
  }

  /** Stops a server, starts it again and waits until it answers. */
  public void restart(String name) throws IOException, InterruptedException {
    ServerProcess process = processes.named(name);
    process.stop();
    supervise(process);
  }

  /** Submits the job again if its JobManager lost it. Call it periodically. */
  void superviseJob() throws IOException, InterruptedException {
    if (!stopping && !settings.highlyAvailable()) {
      job.supervise(jobSettings());
    }
  }

  /** Signs a checkpoint of the ledger if it is time for one. Call it periodically. */
  void superviseNotary() throws IOException, InterruptedException {
    if (!stopping && notary.isDue() && notary.sign()) {
      connections.write();
    }
  }

  boolean isStopping() {
    return stopping;
  }

  void report(String line) {
    progress.accept(line);
  }

  /** Stops the job with a savepoint, then every process, the last started first. */
  @Override
  public synchronized void close() {
    if (stopping) {
      return;
    }
    stopping = true;
    if (!folder.isLocked()) {
      return;
    }
    reportStop();
    if (processes.isAlive("JOBMANAGER")) {
      job.stopAll();
    }
    processes.stop();
    endConnections();
  }

  /** At once: a savepoint may take a minute, and a server 20 s to end. */
  private void reportStop() {
    String job = processes.isAlive("JOBMANAGER") ? "the job with a savepoint, then " : "";
    if (!processes.all().isEmpty()) {
      progress.accept("Stopping " + job + "the servers; Ctrl-C does not make it faster ...");
    }
  }

  private void endConnections() {
    try {
      connections.end();
      folder.close();
    } catch (IOException e) {
      progress.accept("Could not delete " + connections.path() + ": " + FailureText.of(e));
    }
  }
}
