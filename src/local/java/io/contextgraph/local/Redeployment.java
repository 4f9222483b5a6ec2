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

  /** Neither runs. */
  static final int DOWN = 3;

  private static final Duration STEADY = Duration.ofSeconds(3);

  private final FlinkCluster flink;
  private final Submissions submissions;
  private final RedeployCheck check;
  private final Path configuration;
  private final Consumer<String> progress;
  private final Consumer<String> failures;
  private final JobStart jobStart;
  private final String command;
  private Set<String> others = Set.of();
  private String submitted = "";

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
    this.command = command;
    this.jobStart = new JobStart(flink.api(), STEADY, nanoClock);
  }

  /**
   * @return {@link #DONE}, {@link #RESUMED} or {@link #DOWN}
   * @throws UsageException if the new job would not run; the old one continues
   * @throws LocalException if Flink cannot be asked or the old job cannot be stopped
   */
  int run(RedeployRequest request) throws IOException, InterruptedException {
    Optional<RunningJob> old = check.running(request);
    Optional<Path> state = check.state(request.state(), old.isPresent());
    Deployment next = check.next(request, old);
    others = othersThan(old);
    Optional<Path> taken = old.isPresent() ? stop(old.get(), request) : Optional.empty();
    Optional<Path> from = usesTaken(request.state(), old) ? taken : state;
    Optional<String> failure = start(next.resumedFrom(from), configuration, request.longest());
    if (failure.isEmpty()) {
      progress.accept("Running: " + page() + ", " + describe(from));
      remember(next);
      return DONE;
    }
    failures.accept("the new job does not run: " + failure.get());
    return resume(old, taken, request.longest());
  }

  private static boolean usesTaken(StartFrom state, Optional<RunningJob> old) {
    return old.isPresent()
        && (state instanceof StartFrom.Replaced || state instanceof StartFrom.Newest);
  }

  private void remember(Deployment deployment) {
    try {
      submissions.write(new Submission(deployment, Files.readAllLines(configuration)));
    } catch (IOException e) {
      failures.accept(
          "bin/local does not know what was submitted, and would submit the former job again if"
              + " the JobManager died: "
              + FailureText.of(e));
    }
  }

  private Set<String> othersThan(Optional<RunningJob> old) throws IOException {
    Set<String> others = new HashSet<>(flink.api().unfinishedJobs());
    old.ifPresent(job -> others.remove(job.id()));
    return others;
  }

  private String page() {
    return flink.rest() + "/#/job/running/" + submitted;
  }

  private static String describe(Optional<Path> from) {
    return from.map(path -> "from " + path)
        .orElse("without state, from the position of its consumer group");
  }

  /** Returns the state with which the old job can be resumed. */
  private Optional<Path> stop(RunningJob old, RedeployRequest request)
      throws IOException, InterruptedException {
    boolean cancels = request.state() instanceof StartFrom.Newest;
    progress.accept(
        (cancels ? "Cancelling job " : "Stopping job with a savepoint: ") + old.id() + " ...");
    try {
      if (cancels) {
        flink.api().cancelAndWait(old.id(), request.longest());
        return flink.newestSnapshot();
      }
      Path savepoint = flink.api().stopWithSavepoint(old.id(), request.longest());
      progress.accept("Savepoint: " + savepoint);
      return Optional.of(savepoint);
    } catch (IOException | LocalException e) {
      throw notStopped(old, e);
    }
  }

  private LocalException notStopped(RunningJob old, Exception e) {
    return new LocalException(
        "job %s was not replaced: %s. It is %s now; --from-checkpoint replaces a job that can take"
                .formatted(
                    old.id(),
                    FailureText.of(e),
                    flink.api().state(old.id()).orElse("in an unknown state"))
            + " no savepoint",
        e);
  }

  /** Returns why the job does not run; empty if it runs. */
  private Optional<String> start(Deployment deployment, Path settings, Duration longest)
      throws InterruptedException {
    submitted = "";
    progress.accept("Submitting the job, " + describe(deployment.from()) + " ...");
    try {
      submitted =
          flink
              .client()
              .submit(
                  deployment.jar().orElseThrow(),
                  deployment,
                  List.of("--config", settings.toString()));
      return jobStart.failure(submitted, longest);
    } catch (IOException | LocalException e) {
      return Optional.of(FailureText.of(e));
    }
  }

  private int resume(Optional<RunningJob> old, Optional<Path> taken, Duration longest)
      throws InterruptedException {
    if (old.isEmpty()) {
      failures.accept("no job ran before" + left(Optional.empty()));
      return DOWN;
    }
    try {
      endNewJobs(longest);
      Submission submission = old.get().submission();
      Path settings = configuration.resolveSibling("resumed.properties");
      Files.write(settings, submission.settings());
      Optional<String> failure = start(submission.resumedFrom(taken), settings, longest);
      if (failure.isEmpty()) {
        failures.accept("the old job runs again: " + page() + ", " + describe(taken));
        return RESUMED;
      }
      failures.accept("the old job does not run either: " + failure.get() + left(taken));
    } catch (IOException | LocalException e) {
      failures.accept("the old job was not resumed: " + FailureText.of(e) + left(taken));
    }
    return DOWN;
  }

  /** What is left after a failure: a job that may still come up, or nothing. */
  private String left(Optional<Path> state) {
    String found = submitted.isEmpty() ? "unknown" : flink.api().state(submitted).orElse("unknown");
    return found.equals("unknown") || JobHistory.isEnd(found)
        ? ". No job runs now. To start one: "
            + command
            + state.map(path -> " --from " + path).orElse("")
        : ". It is left as it is, and runs once it can: " + page();
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
