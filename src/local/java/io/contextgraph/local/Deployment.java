package io.contextgraph.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the job is submitted.
 *
 * @param from the savepoint or checkpoint to start from, if any
 * @param parallelism the job's parallelism; 0 for the cluster's default
 * @param allowNonRestoredState whether to ignore the state of operators that this deployment lacks
 * @param arguments options of the job that override its configuration file
 * @param jar a jar to submit instead of the project's
 */
public record Deployment(
    Optional<Path> from,
    int parallelism,
    boolean allowNonRestoredState,
    List<String> arguments,
    Optional<Path> jar) {
  public static Deployment from(Optional<Path> snapshot) {
    return new Deployment(snapshot, 0, false, List.of(), Optional.empty());
  }

  public static Deployment fresh(String... arguments) {
    return new Deployment(Optional.empty(), 0, false, List.of(arguments), Optional.empty());
  }

  public Deployment withParallelism(int number) {
    return new Deployment(from, number, allowNonRestoredState, arguments, jar);
  }

  public Deployment withPartOfState(String... only) {
    return new Deployment(from, parallelism, true, List.of(only), jar);
  }

  public Deployment withArguments(String... others) {
    return new Deployment(from, parallelism, allowNonRestoredState, List.of(others), jar);
  }

  public Deployment withJar(Path other) {
    return new Deployment(from, parallelism, allowNonRestoredState, arguments, Optional.of(other));
  }

  /** The same deployment, restored from another savepoint or checkpoint. */
  Deployment resumedFrom(Optional<Path> snapshot) {
    return new Deployment(snapshot, parallelism, allowNonRestoredState, arguments, jar);
  }

  /** Options of Flink's {@code run} command. */
  List<String> clientOptions() {
    List<String> options = new ArrayList<>();
    from.ifPresent(path -> options.addAll(List.of("-s", path.toUri().toString())));
    if (parallelism > 0) {
      options.addAll(List.of("-p", Integer.toString(parallelism)));
    }
    if (allowNonRestoredState) {
      options.add("--allowNonRestoredState");
    }
    return options;
  }
}
