package io.contextgraph.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the job is submitted.
 *
 * @param from a savepoint or checkpoint, if the job shall go on from one
 * @param parallelism of what can run in parallel; 0 for the cluster's default
 * @param partly state of operators that this deployment does not have is left aside
 * @param arguments what differs from the usual configuration
 * @param jar another one than the project's
 */
public record Deployment(
    Optional<Path> from,
    int parallelism,
    boolean partly,
    List<String> arguments,
    Optional<Path> jar) {
  public static Deployment from(Optional<Path> snapshot) {
    return new Deployment(snapshot, 0, false, List.of(), Optional.empty());
  }

  public static Deployment fresh(String... arguments) {
    return new Deployment(Optional.empty(), 0, false, List.of(arguments), Optional.empty());
  }

  public Deployment withParallelism(int number) {
    return new Deployment(from, number, partly, arguments, jar);
  }

  public Deployment withPartOfState(String... only) {
    return new Deployment(from, parallelism, true, List.of(only), jar);
  }

  public Deployment withArguments(String... others) {
    return new Deployment(from, parallelism, partly, List.of(others), jar);
  }

  public Deployment withJar(Path other) {
    return new Deployment(from, parallelism, partly, arguments, Optional.of(other));
  }

  /** The same, but from another state. */
  Deployment goingOnFrom(Optional<Path> snapshot) {
    return new Deployment(snapshot, parallelism, partly, arguments, jar);
  }

  /** Options of Flink's {@code run} command. */
  List<String> clientOptions() {
    List<String> options = new ArrayList<>();
    from.ifPresent(path -> options.addAll(List.of("-s", path.toUri().toString())));
    if (parallelism > 0) {
      options.addAll(List.of("-p", Integer.toString(parallelism)));
    }
    if (partly) {
      options.add("--allowNonRestoredState");
    }
    return options;
  }
}
