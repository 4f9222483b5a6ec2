package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Submits the job to the cluster, submits it again if its JobManager lost it, and stops it.
 *
 * @see LocalSystem
 */
final class LocalJob {
  private final FlinkCluster flink;
  private final Path jar;
  private final Path configuration;
  private final Consumer<String> progress;
  private volatile Deployment deployed = Deployment.fresh();
  private volatile String id = "";
  private volatile JobHistory history = JobHistory.NONE;

  /**
   * @param jar the project's job
   * @param configuration the configuration file that every submission uses
   */
  LocalJob(FlinkCluster flink, Path jar, Path configuration, Consumer<String> progress) {
    this.flink = flink;
    this.jar = jar;
    this.configuration = configuration;
    this.progress = progress;
  }

  /** The id of the last submission; empty before the first. */
  String id() {
    return id;
  }

  /**
   * Submits the job and waits until all of its tasks run. If the JobManager dies meanwhile, {@link
   * #supervise} submits the job, and this method continues to wait.
   *
   * @param settings lines of the configuration file
   * @throws LocalException if Flink does not accept the job, or its tasks do not run
   */
  void submit(Deployment deployment, List<String> settings)
      throws IOException, InterruptedException {
    try {
      send(deployment, settings);
    } catch (LocalException e) {
      if (flink.api().isComplete()) {
        throw e;
      }
      history = JobHistory.RUNNING;
    }
    flink.api().awaitRunning(this::id);
  }

  private synchronized void send(Deployment deployment, List<String> settings)
      throws IOException, InterruptedException {
    progress.accept(
        "Submitting the job" + deployment.from().map(path -> " from " + path).orElse("") + " ...");
    Files.write(configuration, settings);
    deployed = deployment;
    id =
        flink
            .client()
            .submit(
                deployment.jar().orElse(jar),
                deployment,
                List.of("--config", configuration.toString()));
    history = JobHistory.RUNNING;
  }

  /** Stops the job with a savepoint and returns its path. */
  Path stop() throws IOException, InterruptedException {
    return flink.api().stopWithSavepoint(id);
  }

  /**
   * Asks the JobManager for its jobs once, and submits a lost job again from its newest snapshot if
   * the cluster is complete. A job that ended is left alone.
   *
   * @throws LocalException if Flink does not accept the job; call it again later
   */
  synchronized void supervise(List<String> settings) throws IOException, InterruptedException {
    Optional<Map<String, String>> listed = listed();
    if (listed.isEmpty()) {
      return;
    }
    Map<String, String> jobs = listed.get();
    if (!history.isLost(jobs.values())) {
      remember(jobs);
    } else if (flink.api().isComplete()) {
      send(deployed.resumedFrom(flink.newestSnapshot()), settings);
      progress.accept("The job was submitted again as " + id);
    }
  }

  private Optional<Map<String, String>> listed() {
    try {
      return Optional.of(flink.api().statuses());
    } catch (IOException noAnswer) {
      return Optional.empty();
    }
  }

  private void remember(Map<String, String> jobs) {
    JobHistory next = history.after(jobs.values());
    if (history == JobHistory.RUNNING && next == JobHistory.ENDED) {
      progress.accept(
          "The job ended"
              + (jobs.containsValue("FAILED") ? ": " + flink.api().cause(id) : "")
              + "; bin/redeploy starts it again");
    }
    history = next;
    List<String> unfinished = FlinkAnswers.unfinishedJobs(jobs);
    if (!unfinished.isEmpty() && !unfinished.contains(id)) {
      // Another program replaced the job, or the answer to a submission was lost.
      id = unfinished.get(0);
    }
  }

  /** Stops every job of the cluster with a savepoint; reports what fails and continues. */
  void stopAll() {
    try {
      flink.api().unfinishedJobs().forEach(this::stopOrReport);
    } catch (IOException e) {
      progress.accept("No savepoint: the JobManager does not answer (" + e.getMessage() + ")");
    }
  }

  private void stopOrReport(String job) {
    try {
      progress.accept("Stopping the job with a savepoint ...");
      progress.accept("Savepoint: " + flink.api().stopWithSavepoint(job));
    } catch (IOException | LocalException e) {
      progress.accept(
          "No savepoint (" + e.getMessage() + "); the next start uses the newest checkpoint");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
