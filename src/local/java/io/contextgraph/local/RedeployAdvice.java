package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a person can do after a redeployment that did not end as wanted.
 *
 * @param command starts the job again
 */
record RedeployAdvice(FlinkCluster flink, String command) {
  /** Flink's page about a job. */
  String page(String job) {
    return flink.rest() + "/#/job/running/" + job;
  }

  /** From what a job starts. */
  static String origin(Optional<Path> state) {
    return state
        .map(path -> "from " + path)
        .orElse("without state, from the position of its consumer group");
  }

  /** For an interruption while the old job may be stopped or not. */
  String whileStopping(String job) {
    return "interrupted while job "
        + job
        + " was being stopped; Flink may still stop it. To start one then: "
        + command;
  }

  /** For an interruption while no job runs. */
  String whileStopped(Optional<Path> state) {
    return "interrupted: the old job is stopped. " + toStartOne(state);
  }

  /** For an interruption of the first submission, when no job ran before. */
  String whileSubmitting() {
    return "interrupted while a job was being submitted; whether it runs: " + flink.rest();
  }

  /** For an interruption after a submission. */
  String whileStarting(String job) {
    return "interrupted: job %s is left as it is: %s".formatted(job, page(job));
  }

  /** Why the old job was not replaced. */
  LocalException notStopped(String job, Exception e) {
    String found = flink.api().state(job).orElse("in an unknown state");
    return new LocalException(
        "job %s was not replaced: %s. It is %s now".formatted(job, FailureText.of(e), found)
            + (JobHistory.isEnd(found)
                ? ". To start one from the newest state: " + command
                : "; --from-checkpoint replaces a job that can take no savepoint"),
        e);
  }

  /** Whether a submitted job may still come up; false for an empty id. */
  boolean isLeft(String job) {
    return !job.isEmpty() && flink.api().state(job).filter(it -> !JobHistory.isEnd(it)).isPresent();
  }

  /** For a job that may still come up. */
  String left(String job) {
    return "It is left as it is, and runs once it can: " + page(job);
  }

  /** For the case that no job is left. */
  String nothingLeft(Optional<Path> state) {
    return "No job runs now. " + toStartOne(state);
  }

  private String toStartOne(Optional<Path> state) {
    return "To start one: "
        + command
        + state.map(path -> " --from " + ShellCommands.word(path.toString())).orElse("");
  }
}
