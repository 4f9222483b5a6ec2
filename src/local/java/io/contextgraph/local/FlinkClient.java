package io.contextgraph.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs Flink's command-line programs. */
record FlinkClient(FlinkHome home) {
  /**
   * The parameters that Flink's own start script passes to the process: first the JVM flags, then
   * dynamic properties, if any.
   *
   * @throws LocalException if Flink does not accept its configuration
   */
  List<String> resourceParameters(FlinkRole role) throws IOException, InterruptedException {
    List<String> command = java();
    command.addAll(
        List.of(
            "org.apache.flink.runtime.util.bash.BashJavaUtils",
            role.resourceCommand(),
            "--configDir",
            home.configuration().toString()));
    ClientOutput output = run(command);
    List<String> results = output.results();
    if (output.exitCode() != 0 || results.isEmpty()) {
      throw new LocalException(
          "Flink cannot read its configuration in "
              + home.configuration()
              + ": "
              + output.reason());
    }
    return results;
  }

  /**
   * Submits the jar as a user would and returns the job's id.
   *
   * @param arguments the job's arguments, before those of the deployment
   * @throws LocalException if Flink refuses the job; the message is one line and names the log
   */
  String submit(Path jar, Deployment deployment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = program("run", "-d");
    command.addAll(deployment.clientOptions());
    ClientOutput output = run(withProgram(command, jar, deployment, arguments));
    Optional<String> id = output.exitCode() == 0 ? output.jobId() : Optional.empty();
    return id.isPresent() ? id.get() : refused(output);
  }

  /**
   * The plan of the job. The job's main method runs, with its own check of its configuration, and
   * nothing is submitted.
   *
   * @param arguments the job's arguments, before those of the deployment
   * @throws UsageException if the jar or the job refuses them; the message is one line
   */
  JobPlan plan(Path jar, Deployment deployment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = program("info");
    if (deployment.parallelism() > 0) {
      command.addAll(List.of("-p", Integer.toString(deployment.parallelism())));
    }
    ClientOutput output = run(withProgram(command, jar, deployment, arguments));
    return output
        .plan()
        .map(JobPlan::parse)
        .orElseThrow(() -> new UsageException("the job cannot be started: " + output.reason()));
  }

  private List<String> program(String... action) throws IOException {
    List<String> command = java(home.configured().javaOptions(), List.of(home.loggingOption()));
    command.add("org.apache.flink.client.cli.CliFrontend");
    command.addAll(List.of(action));
    return command;
  }

  private static List<String> withProgram(
      List<String> command, Path jar, Deployment deployment, List<String> arguments) {
    command.add(jar.toString());
    command.addAll(arguments);
    command.addAll(deployment.arguments());
    return command;
  }

  private String refused(ClientOutput output) throws IOException {
    Path log = Files.createDirectories(home.data().resolveSibling("logs")).resolve("submit.log");
    Files.writeString(log, output.text());
    throw new LocalException("Flink did not accept the job: " + output.reason() + "; see " + log);
  }

  @SafeVarargs
  private List<String> java(List<String>... options) {
    List<String> command = new ArrayList<>(List.of(JavaProgram.PATH, "-XX:TieredStopAtLevel=1"));
    for (List<String> some : options) {
      command.addAll(some);
    }
    command.addAll(List.of("-cp", home.classPath()));
    return command;
  }

  private ClientOutput run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Otherwise a connections.env of another system, loaded in this shell, would redirect the job.
    builder.environment().keySet().removeIf(name -> name.startsWith("CONTEXT_GRAPH_"));
    builder.environment().putAll(home.environment());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ClientOutput(process.waitFor(), output);
  }
}
