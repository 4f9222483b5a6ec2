package io.contextgraph.local;

import io.contextgraph.system.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process of ops/submit against a cluster of this machine, with Flink's client as a script. */
final class SubmitScript implements AutoCloseable {
  private final ProcessBuilder builder;
  private final Path output;
  private final Process process;

  /**
   * @param jobEnvironment the job's configuration, as docker-compose.yml passes it
   * @param options the script's own variables, which override those of the test
   */
  SubmitScript(
      Path project,
      LocalSystem system,
      Map<String, String> jobEnvironment,
      Map<String, String> options)
      throws IOException {
    Path state = system.flink().data();
    output = state.resolve("submit.out");
    builder =
        new ProcessBuilder("bash", project.resolve("ops/submit").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    Map<String, String> environment = builder.environment();
    environment.putAll(jobEnvironment);
    environment.put("JOB_MANAGER", "127.0.0.1:" + system.flink().rest().getPort());
    environment.put("STATE", state.toString());
    environment.put("FLINK", client(project, state).toString());
    environment.put("FLINK_CONF_DIR", state.resolve("conf").toString());
    environment.put("JAR", project.resolve("target/context-graph.jar").toString());
    environment.put("INTERVAL", "1");
    Map<String, String> ordinary = Map.copyOf(environment);
    environment.putAll(options);
    process = builder.start();
    environment.putAll(ordinary);
  }

  private static Path client(Path project, Path folder) throws IOException {
    Distribution distribution = new Distribution(project, System.out::println);
    FlinkConfiguration configuration = new FlinkHome(distribution, project, folder).configured();
    Path script = folder.resolve("flink");
    Files.writeString(
        script,
        "#!/usr/bin/env bash\nexec '%s' %s -cp '%s' org.apache.flink.client.cli.CliFrontend \"$@\"\n"
            .formatted(
                JavaProgram.PATH,
                String.join(" ", configuration.javaOptions()),
                distribution.classPath("flink")));
    Executable.make(script);
    return script;
  }

  /** Runs {@code submit start} and returns its exit code. */
  int submitNow() throws IOException, InterruptedException {
    return startSubmitNow().waitFor();
  }

  /** Runs {@code submit start}, without waiting for its end. */
  Process startSubmitNow() throws IOException {
    ProcessBuilder start =
        new ProcessBuilder(builder.command().get(0), builder.command().get(1), "start")
            .redirectErrorStream(true)
            .redirectOutput(builder.redirectOutput());
    start.environment().putAll(builder.environment());
    return start.start();
  }

  List<String> submissions() throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> line.startsWith("submit: submitting the job"))
        .toList();
  }

  void await(String line) throws Exception {
    Waiting.await(
        line, () -> Files.readAllLines(output).stream().anyMatch(it -> it.contains(line)));
  }

  /** Sends SIGTERM and returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    terminate();
  }
}
