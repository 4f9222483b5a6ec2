package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Replaces a running job. Nothing is stopped before everything was checked that can be checked, and
 * if the new job does not run all the same, the old one is resumed.
 */
final class Redeployment {
  /** The new job runs. */
  static final int DONE = 0;

  /** The new job does not run; the old one runs again. */
  static final int RESUMED = 1;

  /** Neither runs, Flink could not be asked, or the old job could not be stopped. */
  static final int DOWN = 3;

  private static final Duration STEADY = Duration.ofSeconds(3);

  private final FlinkCluster flink;
  private final Submissions submissions;
  private final RedeployCheck check;
  private final Path configuration;
  private final Consumer<String> progress;
  private final Consumer<String> failures;
  private final JobStart jobStart;
  private final RedeployAdvice advice;
  private Set<String> others = Set.of();
  private Optional<Submission> before = Optional.empty();
  private String submitted = "";
  private volatile String pending = "";
  private volatile boolean interrupted;

  /**
   * @param data the data folder of the running system
   * @param progress receives lines for the user
   * @param failures receives a line for each thing that failed
   * @param command starts the job again
   */
  Redeployment(
      FlinkCluster flink,
      Path data,
      Consumer<String> progress,
      Consumer<String> failures,
      String command,
      LongSupplier nanoClock) {
    this.flink = flink;
    this.submissions = new Submissions(data);
    this.configuration = data.resolve("job.properties");
    this.check = new RedeployCheck(flink, submissions, configuration, progress);
    this.progress = progress;
    this.failures = failures;
    this.advice = new RedeployAdvice(flink, command);
    this.jobStart = new JobStart(flink.api(), STEADY, nanoClock);
  }

  /**
   * @return {@link #DONE}, {@link #RESUMED} or {@link #DOWN}
   * @throws UsageException if the new job would not run; the old one continues
   * @throws LocalException if Flink cannot be asked or the old job cannot be stopped
   */
  int run(RedeployRequest request) throws IOException, InterruptedException {
    try {
      return replace(request);
    } finally {
      pending = "";
    }
  }

  /**
   * Resumes no job from now on; may be called from another thread.
   *
   * @return what a person should know if this process ends now; empty as long as nothing was
   *     changed, and at the end
   */
  String interrupt() {
    interrupted = true;
    return pending;
  }

  private int replace(RedeployRequest request) throws IOException, InterruptedException {
    Optional<RunningJob> old = check.running(request);
    Optional<Path> state = check.state(request.state(), old.isPresent());
    before = old.map(RunningJob::submission).or(check::last);
    Deployment next = check.next(request, before, old.map(RunningJob::slots).orElse(0));
    others = othersThan(old);
    Optional<Path> taken = old.isPresent() ? stop(old.get(), request) : Optional.empty();
    boolean continues = old.isPresent() && request.state().continuesTheOldJob();
    Optional<Path> from = continues ? taken : state;
    Optional<String> failure = start(next.resumedFrom(from), configuration, request.longest());
    if (failure.isEmpty()) {
      progress.accept("Running: " + advice.page(submitted) + ", " + RedeployAdvice.origin(from));
      deleteOtherJars(next);
      return DONE;
    }
    if (interrupted) {
      return DOWN;
    }
    failures.accept("the new job does not run: " + failure.get());
    return resume(old, taken, request.longest());
  }

  private void remember(Submission submission) {
    try {
      submissions.write(submission);
    } catch (IOException e) {
      failures.accept(
          "bin/local does not know what was submitted, and would submit the former job again if"
              + " the JobManager died: "
              + FailureText.of(e));
    }
  }

  /** Not before a job runs: the old one may have to be resumed with its jar. */
  private void deleteOtherJars(Deployment running) {
    try {
      submissions.deleteOtherJars(running.jar().orElseThrow());
    } catch (IOException e) {
      failures.accept("the jars of earlier jobs were not deleted: " + FailureText.of(e));
    }
  }

  private Set<String> othersThan(Optional<RunningJob> old) throws IOException {
    Set<String> others = new HashSet<>(flink.api().unfinishedJobs());
    old.ifPresent(job -> others.remove(job.id()));
    return others;
  }

  /** Returns the state with which the old job can be resumed. */
  private Optional<Path> stop(RunningJob old, RedeployRequest request) throws InterruptedException {
    boolean cancels = request.state() instanceof StartFrom.Newest;
    progress.accept(
        (cancels ? "Cancelling job " : "Stopping job with a savepoint: ") + old.id() + " ...");
    pending = advice.whileStopping(old.id());
    try {
      Optional<Path> taken = cancels ? cancel(old, request) : savepoint(old, request);
      pending = advice.whileStopped(taken);
      if (!cancels) {
        progress.accept("Savepoint: " + taken.orElseThrow());
      }
      return taken;
    } catch (IOException | LocalException e) {
      throw advice.notStopped(old.id(), e);
    }
  }

  private Optional<Path> cancel(RunningJob old, RedeployRequest request)
      throws IOException, InterruptedException {
    flink.api().cancelAndWait(old.id(), request.longest());
    return flink.newestSnapshot();
  }

  private Optional<Path> savepoint(RunningJob old, RedeployRequest request)
      throws IOException, InterruptedException {
    return Optional.of(flink.api().stopWithSavepoint(old.id(), request.longest()));
  }

  /** Returns why the job does not run; empty if it runs. */
  private Optional<String> start(Deployment deployment, Path settings, Duration longest)
      throws InterruptedException {
    submitted = "";
    if (interrupted) {
      return Optional.of("interrupted");
    }
    if (pending.isEmpty()) {
      pending = advice.whileSubmitting();
    }
    progress.accept("Submitting the job, " + RedeployAdvice.origin(deployment.from()) + " ...");
    try {
      // Before it is submitted: this process may be killed before it knows whether the job runs.
      remember(
          new Submission(deployment.resumedFrom(Optional.empty()), Files.readAllLines(settings)));
      submitted =
          flink
              .client()
              .submit(
                  deployment.jar().orElseThrow(),
                  deployment,
                  List.of("--config", settings.toString()));
      pending = advice.whileStarting(submitted);
      return jobStart.failure(submitted, longest);
    } catch (IOException | LocalException e) {
      return Optional.of(FailureText.of(e));
    }
  }

  private int resume(Optional<RunningJob> old, Optional<Path> taken, Duration longest)
      throws InterruptedException {
    if (old.isEmpty()) {
      return down("no job ran before", Optional.empty());
    }
    pending = advice.whileStopped(taken);
    try {
      endNewJobs(longest);
      Submission submission = old.get().submission();
      Path settings = configuration.resolveSibling("resumed.properties");
      Files.write(settings, submission.settings());
      Optional<String> failure = start(submission.resumedFrom(taken), settings, longest);
      if (failure.isPresent()) {
        return down("the old job does not run either: " + failure.get(), taken);
      }
      failures.accept(
          "the old job runs again: "
              + advice.page(submitted)
              + ", "
              + RedeployAdvice.origin(taken));
      deleteOtherJars(submission.deployment());
      return RESUMED;
    } catch (IOException | LocalException e) {
      return down("the old job was not resumed: " + FailureText.of(e), taken);
    }
  }

  /** Leaves a job that may still come up; otherwise a later start is one of the job before. */
  private int down(String failure, Optional<Path> taken) {
    if (interrupted) {
      return DOWN;
    }
    boolean left = advice.isLeft(submitted);
    failures.accept(failure + ". " + (left ? advice.left(submitted) : advice.nothingLeft(taken)));
    if (!left) {
      before.ifPresent(this::remember);
    }
    return DOWN;
  }

  /** Also one whose submission was accepted without an answer. */
  private void endNewJobs(Duration longest) throws IOException, InterruptedException {
    flink.api().awaitComplete(longest);
    for (String job : flink.api().unfinishedJobs()) {
      if (!others.contains(job)) {
        flink.api().cancelAndWait(job, longest);
      }
    }
  }
}
