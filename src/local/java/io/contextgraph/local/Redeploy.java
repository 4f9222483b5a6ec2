package io.contextgraph.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/redeploy}. */
@Command(
    name = "bin/redeploy",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces the job that bin/local runs: stops it with a savepoint and submits the jar again,",
      "from that savepoint unless an option says otherwise."
    })
public final class Redeploy implements Callable<Integer> {
  private static final PrintStream OUT = System.out;

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(
      names = "--data",
      description = "The data folder of the running system (default: .local).")
  private @Nullable Path data;

  @Option(
      names = "--port-base",
      defaultValue = "" + Ports.DEFAULT_BASE,
      description = "The value given to bin/local (default: ${DEFAULT-VALUE}).")
  private int portBase;

  @Option(
      names = "--parallelism",
      description = "Parallelism of the new job (default: the cluster's).")
  private int parallelism;

  @Option(names = "--from", description = "The savepoint or retained checkpoint to start from.")
  private @Nullable Path from;

  @Option(names = "--without-state", description = "Start from the consumer group's position.")
  private boolean withoutState;

  /** Exit codes: 0 done, 2 wrong usage, 3 the cluster could not be reached or refused. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Redeploy()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path folder = (data == null ? project.resolve(".local") : data).toAbsolutePath().normalize();
    Distribution distribution = new Distribution(project, OUT::println);
    FlinkHome home = new FlinkHome(distribution, project, folder.resolve("flink"));
    try {
      redeploy(new FlinkCluster(home, new Ports(portBase)), folder.resolve("job.properties"));
      return 0;
    } catch (LocalException | IOException e) {
      OUT.println("Could not redeploy: " + e.getMessage());
      return 3;
    }
  }

  private void redeploy(FlinkCluster flink, Path configuration)
      throws IOException, InterruptedException {
    Optional<Path> savepoint = Optional.empty();
    for (String job : flink.api().unfinishedJobs()) {
      OUT.println("Stopping job " + job + " with a savepoint ...");
      savepoint = Optional.of(flink.api().stopWithSavepoint(job));
      OUT.println("Savepoint: " + savepoint.get());
    }
    String job =
        flink
            .client()
            .submit(
                project.resolve("target/context-graph.jar"),
                Deployment.from(start(savepoint)).withParallelism(parallelism),
                List.of("--config", configuration.toString()));
    flink.api().awaitRunning(() -> job);
    OUT.println("Running: " + flink.rest() + "/#/job/running/" + job);
  }

  private Optional<Path> start(Optional<Path> savepoint) {
    if (withoutState) {
      return Optional.empty();
    }
    return from == null ? savepoint : Optional.of(from.toAbsolutePath());
  }
}
