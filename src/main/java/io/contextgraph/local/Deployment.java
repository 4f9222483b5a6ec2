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
 */
record Deployment(Optional<Path> from, int parallelism, boolean partly, List<String> arguments) {
  static Deployment from(Optional<Path> snapshot) {
    return new Deployment(snapshot, 0, false, List.of());
  }

  static Deployment fresh(String... arguments) {
    return new Deployment(Optional.empty(), 0, false, List.of(arguments));
  }

  Deployment withParallelism(int number) {
    return new Deployment(from, number, partly, arguments);
  }

  Deployment withPartOfState(String... only) {
    return new Deployment(from, parallelism, true, List.of(only));
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
