package io.contextgraph.local;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The commands for a running system, as a person can paste them into a shell.
 *
 * @param project the folder of the project
 * @param data the data folder of the system
 * @param working the folder in which the person is
 */
record ShellCommands(Path project, Path data, Path working) {
  static final String DEFAULT_FOLDER = ".local";

  private static final Pattern PLAIN = Pattern.compile("[\\w./+@%:,=-]+");

  static ShellCommands of(Path project, Path data) {
    return new ShellCommands(
        project.toAbsolutePath().normalize(),
        data.toAbsolutePath().normalize(),
        Path.of("").toAbsolutePath());
  }

  /** Sets the variables that name the servers, for every command of the shell. */
  String connect() {
    return "set -a; . " + word(data.resolve("connections.env")) + "; set +a";
  }

  String redeploy() {
    return program("redeploy") + option();
  }

  String status() {
    return program("context-graph") + " status";
  }

  private String program(String name) {
    return word(project.resolve("bin").resolve(name));
  }

  private String option() {
    return data.equals(project.resolve(DEFAULT_FOLDER)) ? "" : " --data " + word(data);
  }

  /** The options of {@code bin/redeploy} that deploy a job like another, each after a blank. */
  static String options(Deployment deployment) {
    StringBuilder options = new StringBuilder();
    JobArguments.pairs(deployment.arguments())
        .forEach((key, value) -> options.append(" --set ").append(word(key + "=" + value)));
    if (deployment.parallelism() > 0) {
      options.append(" --parallelism ").append(deployment.parallelism());
    }
    return options.toString();
  }

  /** Relative where the path is below the working folder. */
  private String word(Path path) {
    String text = (path.startsWith(working) ? working.relativize(path) : path).toString();
    return text.isEmpty() ? "." : word(text);
  }

  /** Quoted where it must be. */
  static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
