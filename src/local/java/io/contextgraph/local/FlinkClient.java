package io.contextgraph.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Runs Flink's command-line programs. */
record FlinkClient(FlinkHome home) {
  private static final String RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
  private static final String CAUSED_BY = "Caused by: ";
  private static final Pattern EXCEPTION = Pattern.compile("[\\w.]+\\.[\\w$]*(Exception|Error)\\b");
  private static final String SUBMITTED = "Job has been submitted with JobID ";

  private record Ended(int exitCode, String output) {}

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
    Ended ended = run(command);
    List<String> results = results(ended.output());
    if (ended.exitCode() != 0 || results.isEmpty()) {
      throw new LocalException(
          "Flink cannot read its configuration in "
              + home.configuration()
              + ": "
              + rootCause(ended.output()).orElse("exit code " + ended.exitCode()));
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
    List<String> command = java(home.configured().javaOptions(), List.of(home.loggingOption()));
    command.addAll(List.of("org.apache.flink.client.cli.CliFrontend", "run", "-d"));
    command.addAll(deployment.clientOptions());
    command.add(jar.toString());
    command.addAll(arguments);
    command.addAll(deployment.arguments());
    Ended ended = run(command);
    Optional<String> id = ended.exitCode() == 0 ? jobId(ended.output()) : Optional.empty();
    return id.isPresent() ? id.get() : refused(ended);
  }

  private String refused(Ended ended) throws IOException {
    Path log = Files.createDirectories(home.data().resolveSibling("logs")).resolve("submit.log");
    Files.writeString(log, ended.output());
    throw new LocalException(
        "Flink did not accept the job: "
            + rootCause(ended.output()).orElse("exit code " + ended.exitCode())
            + "; see "
            + log);
  }

  /** The last cause that a stack trace names, in one line. */
  static Optional<String> rootCause(String trace) {
    return trace
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(CAUSED_BY) || EXCEPTION.matcher(line).lookingAt())
        .map(line -> line.startsWith(CAUSED_BY) ? line.substring(CAUSED_BY.length()) : line)
        .reduce((first, last) -> last);
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

  static List<String> results(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith(RESULT))
        .map(line -> line.substring(RESULT.length()))
        .toList();
  }

  static Optional<String> jobId(String output) {
    return output
        .lines()
        .filter(line -> line.contains(SUBMITTED))
        .map(line -> line.substring(line.indexOf(SUBMITTED) + SUBMITTED.length()).strip())
        .findFirst();
  }

  private Ended run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Otherwise a connections.env of another system, loaded in this shell, would redirect the job.
    builder.environment().keySet().removeIf(name -> name.startsWith("CONTEXT_GRAPH_"));
    builder.environment().putAll(home.environment());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
