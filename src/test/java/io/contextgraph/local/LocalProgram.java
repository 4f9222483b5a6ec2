package io.contextgraph.local;

import io.contextgraph.system.Outside;
import io.contextgraph.system.RunningSystem;
import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.GraphDatabase;

/** A process of {@code bin/local}, observed by its output and its {@code connections.env}. */
final class LocalProgram implements AutoCloseable {
  private final Process process;
  private final Path data;
  private final Path output;

  private LocalProgram(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  static LocalProgram start(int ports) throws IOException {
    Path target = Files.createDirectories(RunningSystem.PROJECT.resolve("target"));
    Path data = Files.createTempDirectory(target, "local-it-");
    Path output = data.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bin/local", "--data", data.toString(), "--port-base", "" + ports)
            .directory(RunningSystem.PROJECT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CONTEXT_GRAPH_"));
    return new LocalProgram(builder.start(), data, output);
  }

  Path data() {
    return data;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<String> output() throws IOException {
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
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(data.resolve("connections.env"))) {
      int equals = line.indexOf("='");
      values.put(
          line.substring("CONTEXT_GRAPH_".length(), equals),
          line.substring(equals + 2, line.length() - 1));
    }
    return values;
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
}
