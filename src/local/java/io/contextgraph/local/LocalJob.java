package io.contextgraph.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Submits the job to the cluster, submits it again after its JobManager died, and stops it.
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
  private boolean lost;

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
   * Submits the job and waits until all of its tasks run.
   *
   * @param settings lines of the configuration file
   */
  void submit(Deployment deployment, List<String> settings)
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
    flink.api().awaitRunning(id);
  }

  /** Stops the job with a savepoint and returns its path. */
  Path stop() throws IOException, InterruptedException {
    return flink.api().stopWithSavepoint(id);
  }

  /** Records that the JobManager died, so that the cluster no longer knows the job. */
  void markLost() {
    lost = true;
  }

  /** Submits such a job from its newest snapshot, once the cluster is complete again. */
  void resubmitIfLost(List<String> settings) throws IOException, InterruptedException {
    if (lost && flink.api().isComplete()) {
      submit(deployed.resumedFrom(flink.newestSnapshot()), settings);
      lost = false;
      progress.accept("The job is running again as " + id);
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
