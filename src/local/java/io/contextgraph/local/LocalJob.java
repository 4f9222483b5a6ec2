package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration RESERVATION = Duration.ofSeconds(1);

  private final FlinkCluster flink;
  private final Path jar;
  private final Path data;
  private final Path configuration;
  private final Submissions submissions;
  private final Consumer<String> progress;
  private final String redeploy;
  private volatile String id = "";
  private volatile JobHistory history = JobHistory.NONE;
  private boolean endUnreported;

  /**
   * Used only by synchronized methods: closing any channel of a file releases every lock that a
   * process has on it.
   */
  private final FolderLock reserved;

  /**
   * @param jar the project's job
   * @param data the data folder, with the configuration file that every submission uses
   * @param redeploy the command that starts an ended job again
   */
  LocalJob(FlinkCluster flink, Path jar, Path data, Consumer<String> progress, String redeploy) {
    this.flink = flink;
    this.jar = jar;
    this.data = data;
    this.configuration = data.resolve("job.properties");
    this.submissions = new Submissions(data);
    this.progress = progress;
    this.redeploy = redeploy;
    this.reserved = FolderLock.ofRedeployment(data);
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
    sendFirst(deployment, settings);
    flink.api().awaitRunning(this::id);
  }

  /**
   * The project's job with the options of the last job, as far as it accepts them. No server needs
   * to run.
   *
   * @throws UsageException if the job refuses what was typed
   */
  Deployment asLast(JobOptions typed, List<String> settings)
      throws IOException, InterruptedException {
    Files.write(configuration, settings);
    List<String> config = List.of("--config", configuration.toString());
    KeptOptions.Planning planning = next -> flink.client().plan(jar, next, config);
    return new KeptOptions(planning, flink.slots(), progress).of(lastOrNone(), typed);
  }

  private Deployment lastOrNone() {
    try {
      return lastDeployment();
    } catch (IOException e) {
      progress.accept(FailureText.of(e) + "; no option of the last job is kept");
      return Deployment.fresh();
    }
  }

  /**
   * Keeps bin/redeploy from submitting a job until this one is submitted.
   *
   * @throws InUseException if it is at work
   */
  synchronized void reserve() throws IOException {
    if (!reserved.acquireWithin(RESERVATION)) {
      throw new InUseException(
          "bin/redeploy is at work in " + data + "; start again once it has ended");
    }
  }

  private synchronized void sendFirst(Deployment deployment, List<String> settings)
      throws IOException, InterruptedException {
    try (FolderLock released = reserved) {
      send(deployment, settings);
    } catch (LocalException e) {
      if (flink.api().isComplete()) {
        throw e;
      }
      history = JobHistory.RUNNING;
    }
  }

  private void send(Deployment deployment, List<String> settings)
      throws IOException, InterruptedException {
    progress.accept(
        "Submitting the job" + deployment.from().map(path -> " from " + path).orElse("") + " ...");
    Files.write(configuration, settings);
    Path kept = submissions.keep(deployment.jar().orElse(jar));
    // Before it is submitted, so that supervision can do it if the JobManager dies meanwhile.
    submissions.write(new Submission(deployment.withJar(kept), settings));
    id = flink.client().submit(kept, deployment, List.of("--config", configuration.toString()));
    history = JobHistory.RUNNING;
    deleteOtherJars(kept);
  }

  private void deleteOtherJars(Path kept) {
    try {
      submissions.deleteOtherJars(kept);
    } catch (IOException e) {
      progress.accept("The jars of earlier jobs were not deleted: " + FailureText.of(e));
    }
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
      submitAgain(settings);
    }
  }

  /** Not while bin/redeploy is at work, which may be about to submit a job itself. */
  private void submitAgain(List<String> settings) throws IOException, InterruptedException {
    try (FolderLock lock = FolderLock.ofRedeployment(data)) {
      if (lock.acquire() && flink.api().statuses().isEmpty()) {
        send(lastDeployment().resumedFrom(flink.newestSnapshot()), settings);
        progress.accept("The job was submitted again as " + id);
      }
    }
  }

  /** As bin/redeploy may have submitted it since. */
  private Deployment lastDeployment() throws IOException {
    return submissions.read().map(Submission::deployment).orElseGet(Deployment::fresh);
  }

  private Optional<Map<String, String>> listed() {
    try {
      return Optional.of(flink.api().statuses());
    } catch (IOException noAnswer) {
      return Optional.empty();
    }
  }

  private void remember(Map<String, String> jobs) throws IOException {
    JobHistory next = history.after(jobs.values());
    endUnreported = next == JobHistory.ENDED && (endUnreported || history == JobHistory.RUNNING);
    history = next;
    if (endUnreported && !isBeingReplaced()) {
      endUnreported = false;
      progress.accept(
          "The job ended"
              + ("FAILED".equals(jobs.get(id)) ? ": " + flink.api().cause(id) : "")
              + "; "
              + redeploy
              + " starts it again");
    }
    List<String> unfinished = FlinkAnswers.unfinishedJobs(jobs);
    if (!unfinished.isEmpty() && !unfinished.contains(id)) {
      // Another program replaced the job, or the answer to a submission was lost.
      id = unfinished.get(0);
      progress.accept("Another job runs: " + id);
    }
  }

  /** Whether bin/redeploy is at work, which starts a job again itself. */
  private boolean isBeingReplaced() throws IOException {
    try (FolderLock lock = FolderLock.ofRedeployment(data)) {
      return !lock.acquire();
    }
  }

  /** Stops every job of the cluster with a savepoint; reports what fails and continues. */
  void stopAll() {
    try {
      flink.api().unfinishedJobs().forEach(this::stopOrReport);
    } catch (IOException e) {
      progress.accept("No savepoint: the JobManager does not answer (" + FailureText.of(e) + ")");
    }
  }

  private void stopOrReport(String job) {
    try {
      progress.accept("Stopping the job with a savepoint ...");
      progress.accept("Savepoint: " + flink.api().stopWithSavepoint(job));
    } catch (IOException | LocalException e) {
      progress.accept(
          "No savepoint (" + FailureText.of(e) + "); the next start uses the newest checkpoint");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
