package io.contextgraph.local;

import io.contextgraph.system.Outside;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;

/** A process of {@code bin/local}, observed by its output and its {@code connections.env}. */
final class LocalProgram implements AutoCloseable {
  private static final Pattern TIME =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ");

  private final Process process;
  private final int ports;
  private final Path data;
  private final Path output;

  private LocalProgram(Process process, int ports, Path data, Path output) {
    this.process = process;
    this.ports = ports;
    this.data = data;
    this.output = output;
  }

  /** Starts it with a new data folder. */
  static LocalProgram start(int ports, String... options) throws IOException {
    Path target = Files.createDirectories(RunningSystem.PROJECT.resolve("target"));
    return start(ports, Files.createTempDirectory(target, "local-it-"), options);
  }

  private static LocalProgram start(int ports, Path data, String... options) throws IOException {
    Path output = data.resolve("output");
    List<String> command =
        new ArrayList<>(List.of("bin/local", "--data", data.toString(), "--port-base", "" + ports));
    command.addAll(List.of(options));
    return new LocalProgram(
        program(command).redirectOutput(output.toFile()).start(), ports, data, output);
  }

  private static ProcessBuilder program(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(RunningSystem.PROJECT.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CONTEXT_GRAPH_"));
    return builder;
  }

  /** Starts it again with the same data folder, after it has ended. */
  LocalProgram again(String... options) throws IOException {
    return start(ports, data, options);
  }

  /** How a program ended, with its standard output and error together. */
  record Ended(int exitCode, String output) {}

  /** Runs bin/redeploy for this system. */
  Ended redeploy(String... options) throws IOException, InterruptedException {
    Process redeploy = startRedeploy(options);
    String text = new String(redeploy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(redeploy.waitFor(), text);
  }

  /**
   * Runs bin/redeploy and interrupts it while it submits the job. A SIGINT has the same effect, but
   * is ignored by programs that a shell started in the background.
   */
  Ended interruptedRedeploy(String... options) throws Exception {
    Process redeploy = startRedeploy(options);
    try (BufferedReader lines = redeploy.inputReader(StandardCharsets.UTF_8)) {
      String before =
          lines
              .lines()
              .takeWhile(line -> !line.startsWith("Savepoint: "))
              .collect(Collectors.joining("\n"));
      Waiting.await("Flink's client runs", () -> redeploy.children().findAny().isPresent());
      redeploy.toHandle().destroy();
      String after = lines.lines().collect(Collectors.joining("\n"));
      return new Ended(redeploy.waitFor(), before + "\n" + after);
    }
  }

  private Process startRedeploy(String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("bin/redeploy"));
    command.addAll(List.of(options));
    if (!command.contains("--data")) {
      command.addAll(List.of("--data", data.toString()));
    }
    return program(command).start();
  }

  Path data() {
    return data;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed, without the times. */
  List<String> output() throws IOException {
    return lines().stream().map(line -> TIME.matcher(line).replaceFirst("")).toList();
  }

  /** What it printed without a time. */
  List<String> untimed() throws IOException {
    return lines().stream().filter(line -> !TIME.matcher(line).find()).toList();
  }

  private List<String> lines() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
  }

  long count(String start) throws IOException {
    return output().stream().filter(line -> line.startsWith(start)).count();
  }

  /** Waits for a line that begins with a text, beyond those that were there already. */
  void await(String start, long before) throws Exception {
    Waiting.await(
        "bin/local prints " + start,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("bin/local has ended: " + output());
          }
          return count(start) > before;
        });
  }

  /** The values of {@code connections.env}, without their prefix. */
  Map<String, String> connections() throws IOException {
    return new ConnectionsFile(data.resolve("connections.env")).read();
  }

  long pid(String server) throws IOException {
    return Long.parseLong(String.valueOf(connections().get(server + "_PID")));
  }

  /** Kills a server like {@code kill -9}, and waits until another process has taken its place. */
  void replace(String server) throws Exception {
    long killed = kill(server);
    Waiting.await(server + " is replaced", () -> pid(server) != killed);
  }

  long kill(String server) throws IOException {
    long pid = pid(server);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return pid;
  }

  FlinkRest rest() throws IOException {
    URI uri = URI.create(String.valueOf(connections().get("FLINK_REST")));
    return new FlinkRest(uri, FlinkCluster.TASK_MANAGERS);
  }

  /** Whether the cluster has one job that has not ended, and all of its tasks run. */
  boolean jobRuns() throws IOException {
    List<String> jobs = rest().unfinishedJobs();
    return jobs.size() == 1 && rest().allTasksRun(jobs.get(0));
  }

  Outside outside() throws IOException {
    Map<String, String> values = connections();
    String postgres = String.valueOf(values.get("POSTGRES_URI"));
    String host = postgres.substring(postgres.indexOf('@') + 1, postgres.lastIndexOf('/') + 1);
    return new Outside(
        "jdbc:postgresql://" + host,
        Files.readString(data.resolve("secrets/" + PostgresServer.SUPERUSER)).strip(),
        GraphDatabase.driver(
            String.valueOf(values.get("NEO4J_URI")),
            AuthTokens.basic(Neo4jServer.USER, String.valueOf(values.get("NEO4J_PASSWORD")))),
        String.valueOf(values.get("REDIS_URI")));
  }

  /** Sends SIGTERM and returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      throw new AssertionError("bin/local does not end after SIGTERM");
    }
    return process.exitValue();
  }

  /** The process ids of the servers; none once {@code bin/local} has ended. */
  List<Long> pids() throws IOException {
    try {
      return connections().entrySet().stream()
          .filter(value -> value.getKey().endsWith("_PID"))
          .map(value -> Long.parseLong(value.getValue()))
          .toList();
    } catch (NoSuchFileException ended) {
      return List.of();
    }
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      terminate();
    }
  }

  /** Submits a job beside the one that {@code bin/local} submitted, and returns its id. */
  String submit(String... arguments) throws IOException, InterruptedException {
    Path project = RunningSystem.PROJECT;
    Distribution distribution = new Distribution(project, line -> {});
    return new FlinkClient(new FlinkHome(distribution, project, data.resolve("flink")))
        .submit(
            project.resolve("target/context-graph.jar"),
            Deployment.fresh(arguments),
            List.of("--config", data.resolve("job.properties").toString()));
  }
}
