package io.contextgraph.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Flink's REST interface: lists and stops jobs.
 *
 * @param expectedTaskManagers the number of TaskManagers of the whole cluster
 */
public record FlinkRest(URI uri, int expectedTaskManagers) {
  private static final int POLL_MILLIS = 100;
  private static final int POLLS_UNTIL_RUNNING = 1_200;
  private static final Duration LONGEST_SAVEPOINT = Duration.ofMinutes(1);

  public int taskManagers() throws IOException {
    return Http.json(uri.resolve("/taskmanagers")).path("taskmanagers").size();
  }

  /** Whether the JobManager answers and every TaskManager is registered with it. */
  public boolean isComplete() {
    try {
      return taskManagers() == expectedTaskManagers;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Waits until the cluster is complete.
   *
   * @param longest about how long to wait
   * @throws LocalException if that takes longer
   */
  void awaitComplete(Duration longest) throws InterruptedException {
    for (long poll = 0; !isComplete(); poll++) {
      if (poll > longest.toMillis() / POLL_MILLIS) {
        throw new LocalException(
            "Flink does not answer with all of its TaskManagers; see the logs of the data folder");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** The state of a job, e.g. RUNNING; empty if the job is unknown to the cluster. */
  Optional<String> state(String jobId) {
    try {
      return Optional.of(Http.json(job(jobId, "")).path("state").asText());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  private URI job(String jobId, String path) {
    return uri.resolve("/jobs/" + jobId + path);
  }

  public boolean allTasksRun(String jobId) {
    try {
      return FlinkAnswers.allTasksRun(Http.json(job(jobId, "")));
    } catch (IOException notYet) {
      return false;
    }
  }

  /** How many of a job's tasks run, in words. */
  String tasks(String jobId) {
    try {
      return FlinkAnswers.tasks(Http.json(job(jobId, "")));
    } catch (IOException unknown) {
      return "how many of its tasks run is unknown";
    }
  }

  /** The slots that no job uses. */
  int freeSlots() throws IOException {
    return Http.json(uri.resolve("/overview")).path("slots-available").asInt();
  }

  /** The slots of all TaskManagers. */
  int slots() throws IOException {
    return Http.json(uri.resolve("/overview")).path("slots-total").asInt();
  }

  /** The plan of a running job. */
  JobPlan plan(String jobId) throws IOException {
    return JobPlan.of(Http.json(job(jobId, "/plan")).path("plan"));
  }

  /** The ids of the jobs that have not ended. */
  public List<String> unfinishedJobs() throws IOException {
    return FlinkAnswers.unfinishedJobs(statuses());
  }

  /** The states of all jobs that the JobManager knows by their ids, those that ended included. */
  public Map<String, String> statuses() throws IOException {
    return FlinkAnswers.statuses(Http.json(uri.resolve("/jobs")));
  }

  /**
   * Waits until all tasks of the job run, or it has ended on purpose.
   *
   * @param jobId asked for before each look: a lost job continues under another id
   * @throws LocalException if the job fails, or its tasks do not run within two minutes
   */
  void awaitRunning(Supplier<String> jobId) throws InterruptedException {
    for (int poll = 0; !allTasksRun(jobId.get()); poll++) {
      Optional<String> state = state(jobId.get());
      if (state.equals(Optional.of("FAILED"))) {
        throw new LocalException("The job failed: " + cause(jobId.get()) + "; see " + uri);
      }
      if (state.filter(JobHistory::isEnd).isPresent()) {
        // It was bounded, or it was stopped or cancelled meanwhile.
        return;
      }
      if (poll > POLLS_UNTIL_RUNNING) {
        throw new LocalException(
            "The job does not run (" + state.orElse("unknown") + "); see " + uri);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** The first line of the last cause of the exception that ended a job. */
  public String cause(String jobId) {
    try {
      return FlinkAnswers.cause(Http.json(job(jobId, "/exceptions")));
    } catch (IOException unknown) {
      return "unknown";
    }
  }

  /**
   * Stops the job with a savepoint and returns its path.
   *
   * @throws LocalException if the savepoint fails or takes longer than a minute
   */
  public Path stopWithSavepoint(String jobId) throws IOException, InterruptedException {
    return stopWithSavepoint(jobId, LONGEST_SAVEPOINT);
  }

  /**
   * Stops the job with a savepoint and returns its path.
   *
   * @param longest about how long to wait
   * @throws LocalException if the savepoint fails or takes longer
   */
  Path stopWithSavepoint(String jobId, Duration longest) throws IOException, InterruptedException {
    String trigger =
        Http.post(job(jobId, "/stop"), "{\"drain\": false}").path("request-id").asText();
    for (long poll = 0; poll < longest.toMillis() / POLL_MILLIS; poll++) {
      Optional<Path> savepoint =
          FlinkAnswers.savepoint(Http.json(job(jobId, "/savepoints/" + trigger)));
      if (savepoint.isPresent()) {
        return savepoint.get();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new LocalException(
        "the savepoint did not complete within "
            + longest.toSeconds()
            + " s; Flink may still complete it and then stops the job");
  }

  /** Cancels the job immediately; its checkpoints are kept. */
  public void cancel(String jobId) throws IOException {
    Http.patch(job(jobId, ""));
  }

  /**
   * Cancels the job unless it has ended, and waits until it has.
   *
   * @param longest about how long to wait
   * @throws LocalException if that takes longer
   */
  void cancelAndWait(String jobId, Duration longest) throws IOException, InterruptedException {
    if (unfinishedJobs().contains(jobId)) {
      cancel(jobId);
    }
    for (long poll = 0; unfinishedJobs().contains(jobId); poll++) {
      if (poll > longest.toMillis() / POLL_MILLIS) {
        throw new LocalException("it has not ended " + longest.toSeconds() + " s later");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
