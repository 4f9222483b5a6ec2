package io.contextgraph.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A standalone session cluster: one JobManager, two TaskManagers, and its command-line client. */
public record FlinkCluster(Distribution distribution, Path project, Path data, Ports ports) {
  public static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  public static final int TASK_MANAGERS = 2;
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
  private static final List<String> OPENS =
      Stream.of(
              "java.lang",
              "java.net",
              "java.io",
              "java.nio",
              "sun.nio.ch",
              "java.lang.reflect",
              "java.text",
              "java.time",
              "java.util",
              "java.util.concurrent",
              "java.util.concurrent.atomic",
              "java.util.concurrent.locks")
          .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
          .toList();

  public URI rest() {
    return URI.create("http://127.0.0.1:" + ports.flinkRest());
  }

  Path configuration() {
    return data.resolve("conf");
  }

  /**
   * The project's {@code flink-conf/} with what belongs to this machine put on top.
   *
   * @param overrides win over both
   */
  void configure(Map<String, String> overrides) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : Files.readAllLines(project.resolve("flink-conf/config.yaml"))) {
      int colon = line.indexOf(": ");
      if (colon > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    // Flink's Prometheus reporter listens on every interface, and nothing can tell it otherwise.
    settings.keySet().removeIf(key -> key.startsWith("metrics.reporter"));
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(ports.jobManagerRpc()));
    settings.put("blob.server.port", Integer.toString(ports.jobManagerBlobs()));
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(ports.flinkRest()));
    settings.put("rest.bind-port", Integer.toString(ports.flinkRest()));
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("execution.checkpointing.dir", data.resolve("checkpoints").toUri().toString());
    settings.put(
        "execution.checkpointing.savepoint-dir", data.resolve("savepoints").toUri().toString());
    settings.put("io.tmp.dirs", data.resolve("tmp").toString());
    settings.putAll(overrides);
    Files.createDirectories(configuration());
    Files.createDirectories(data.resolve("tmp"));
    List<String> lines = new ArrayList<>();
    settings.forEach((key, value) -> lines.add(key + ": " + value));
    Files.write(configuration().resolve("config.yaml"), lines);
    for (String log4j : List.of("log4j-console.properties")) {
      Files.copy(
          project.resolve("flink-conf").resolve(log4j),
          configuration().resolve(log4j),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What Flink's start scripts take from the configuration for the JVM itself. */
  List<String> javaOptions(boolean taskManager) throws IOException {
    String key = "env.java.opts." + (taskManager ? "taskmanager" : "jobmanager") + ": ";
    return Files.readAllLines(configuration().resolve("config.yaml")).stream()
        .filter(line -> line.startsWith(key))
        .flatMap(line -> Stream.of(line.substring(key.length()).split(" ")))
        .toList();
  }

  Server jobManager() {
    return new FlinkProcess(
        this,
        "JOBMANAGER",
        "GET_JM_RESOURCE_PARAMS",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of("--executionMode", "cluster"),
        List.of());
  }

  Server taskManager(int number) {
    return new FlinkProcess(
        this,
        "TASKMANAGER_" + number,
        "GET_TM_RESOURCE_PARAMS",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        List.of(),
        List.of(
            "-D", "taskmanager.resource-id=tm-" + number,
            "-D", "taskmanager.rpc.port=" + ports.taskManagerRpc(number),
            "-D", "taskmanager.data.port=" + ports.taskManagerData(number)));
  }

  Map<String, String> environment() {
    return Map.of(
        "FLINK_CONF_DIR", configuration().toString(),
        "FLINK_LIB_DIR", distribution.jars("flink").toString(),
        "FLINK_PLUGINS_DIR", data.resolve("plugins").toString(),
        "FLINK_LOG_DIR", data.resolve("log").toString());
  }

  /**
   * What Flink's own start script would pass on: first the JVM's flags, then dynamic properties.
   */
  List<String> resourceParameters(String command) throws IOException, InterruptedException {
    Process process =
        process(
            List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                distribution.classPath("flink"),
                "org.apache.flink.runtime.util.bash.BashJavaUtils",
                command,
                "--configDir",
                configuration().toString()));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> results =
        output
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> line.substring(RESULT.length()))
            .toList();
    if (process.waitFor() != 0 || results.isEmpty()) {
      throw new LocalException("Flink cannot read its configuration:\n" + output);
    }
    return results;
  }

  /** Submits the jar as a user would, with Flink's command line; says the job's id. */
  String submit(Path jar, Deployment deployment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1"));
    command.addAll(OPENS);
    command.addAll(
        List.of(
            "-Dlog4j.configurationFile="
                + configuration().resolve("log4j-console.properties").toUri(),
            "-cp",
            distribution.classPath("flink"),
            "org.apache.flink.client.cli.CliFrontend",
            "run",
            "-d"));
    command.addAll(deployment.clientOptions());
    command.add(jar.toString());
    command.addAll(arguments);
    command.addAll(deployment.arguments());
    Process process = process(command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String marker = "Job has been submitted with JobID ";
    int found = output.indexOf(marker);
    if (process.waitFor() != 0 || found < 0) {
      throw new LocalException("Flink did not take the job:\n" + output);
    }
    return output.substring(found + marker.length()).lines().findFirst().orElseThrow().strip();
  }

  private Process process(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // A shell that has read another system's connections.env must not lead the job there.
    builder.environment().keySet().removeIf(name -> name.startsWith("CONTEXT_GRAPH_"));
    builder.environment().putAll(environment());
    return builder.start();
  }

  static List<String> opens() {
    return OPENS;
  }

  /** What its REST interface can do. */
  public FlinkRest api() {
    return new FlinkRest(rest());
  }

  /** The newest complete savepoint or retained checkpoint. */
  public Optional<Path> newestSnapshot() throws IOException {
    NewestFile metadata = new NewestFile("_metadata");
    for (String folder : List.of("savepoints", "checkpoints")) {
      Path root = data.resolve(folder);
      if (Files.isDirectory(root)) {
        Files.walkFileTree(root, Set.of(), 4, metadata);
      }
    }
    return metadata.found().map(Path::getParent);
  }
}
