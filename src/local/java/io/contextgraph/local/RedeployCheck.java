package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks everything that would keep a new job from running, as long as the old one runs. Stops and
 * starts nothing.
 *
 * @param configuration the configuration file of the job
 * @param progress receives lines for the user
 */
record RedeployCheck(
    FlinkCluster flink, Submissions submissions, Path configuration, Consumer<String> progress) {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * The job to replace; empty if none runs.
   *
   * @throws UsageException if it is not clear which one
   * @throws LocalException if Flink cannot be asked
   */
  Optional<RunningJob> running(RedeployRequest request) throws IOException {
    UsageException.require(
        Files.isRegularFile(request.jar()),
        "there is no jar at " + request.jar() + "; build it with ./mvnw package");
    UsageException.require(
        Files.isReadable(configuration), "the file " + configuration + " cannot be read");
    List<String> ids = unfinished();
    String wanted = request.job().orElse(ids.isEmpty() ? "" : ids.get(0));
    UsageException.require(
        request.job().isEmpty() || ids.contains(wanted),
        "--job " + wanted + ": no such job is running; running are " + ids);
    UsageException.require(
        request.job().isPresent() || ids.size() < 2,
        ids.size() + " jobs are running; --job ID says which one to replace: " + ids);
    if (wanted.isEmpty()) {
      progress.accept("No job is running");
      return Optional.empty();
    }
    JobPlan plan = flink.api().plan(wanted);
    return Optional.of(new RunningJob(wanted, plan.slots(), submission(plan, request.jar())));
  }

  private List<String> unfinished() {
    try {
      return flink.api().unfinishedJobs();
    } catch (IOException e) {
      throw new LocalException(
          "Flink at " + flink.rest() + " cannot be asked: " + FailureText.of(e), e);
    }
  }

  /** With what the last job was submitted; empty if that is not known. */
  Optional<Submission> last() {
    try {
      return submissions.read();
    } catch (IOException e) {
      progress.accept(FailureText.of(e));
      return Optional.empty();
    }
  }

  /** With what the running job was submitted, as far as it is known. */
  private Submission submission(JobPlan plan, Path jar) throws IOException {
    Optional<Submission> last =
        last().filter(it -> it.deployment().jar().filter(Files::exists).isPresent());
    if (last.isPresent()) {
      return last.get();
    }
    progress.accept(
        "With what the running job was submitted is not known; if it must be resumed, that is done"
            + " with the new jar, its present parallelism and "
            + configuration);
    int parallelism = plan.parallelism().values().stream().max(Integer::compare).orElse(0);
    return new Submission(
        Deployment.fresh().withParallelism(parallelism).withJar(submissions.keep(jar)),
        Files.readAllLines(configuration));
  }

  /**
   * The new job: the job's own check of its configuration has accepted it, there are enough slots
   * for it, and something listens at its new addresses.
   *
   * @param last with what the job was submitted last; empty if that is not known
   * @param freed the slots that will be free once the old job has ended
   * @throws UsageException if it would not run
   */
  Deployment next(RedeployRequest request, Optional<Submission> last, int freed)
      throws IOException, InterruptedException {
    Deployment before = last.map(Submission::deployment).orElseGet(Deployment::fresh);
    JobOptions options = request.options();
    int parallelism = options.parallelism() == 0 ? before.parallelism() : options.parallelism();
    List<String> arguments = options.changes().appliedTo(before.arguments());
    Deployment next =
        Deployment.fresh(arguments.toArray(String[]::new))
            .withParallelism(parallelism)
            .withJar(submissions.keep(request.jar()));
    progress.accept(
        "Checking the new job"
            + (parallelism > 0 ? ", parallelism " + parallelism : "")
            + (arguments.isEmpty() ? "" : ", " + String.join(" ", arguments))
            + " ...");
    requireSlots(plan(next), freed);
    new AddressCheck(CONNECT).check(options.changes().set());
    new LoginCheck(JobServers.of(configuration, arguments), progress).check(options.changes());
    return next;
  }

  private JobPlan plan(Deployment next) throws IOException, InterruptedException {
    return flink
        .client()
        .plan(next.jar().orElseThrow(), next, List.of("--config", configuration.toString()));
  }

  private void requireSlots(JobPlan next, int freed) throws IOException {
    // An old job that is being restarted may hold no slots, so that they are free already.
    int slots = Math.min(flink.api().slots(), flink.api().freeSlots() + freed);
    UsageException.require(
        next.slots() <= slots,
        "the new job needs %d slots, but there are %d: --parallelism may be at most %d"
            .formatted(next.slots(), slots, slots / Math.max(1, next.groups())));
  }

  /**
   * The state to start from, where it is known before the old job is stopped.
   *
   * @throws UsageException if there is no such state
   */
  Optional<Path> state(StartFrom from, boolean replacing) throws IOException {
    if (from instanceof StartFrom.Named named) {
      return Optional.of(named.snapshot());
    }
    if (from instanceof StartFrom.Nothing || from instanceof StartFrom.Replaced && replacing) {
      return Optional.empty();
    }
    Optional<Path> newest = flink.newestSnapshot();
    UsageException.require(
        newest.isPresent(),
        "there is no savepoint or checkpoint in "
            + flink.data()
            + " to start from"
            + (replacing ? "" : ", and no job is running")
            + "; --from names one, --fresh starts without");
    return newest;
  }
}
