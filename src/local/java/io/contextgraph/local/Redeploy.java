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
      "from that savepoint unless another start is asked for."
    })
public final class Redeploy implements Callable<Integer> {
  private static final PrintStream OUT = System.out;

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(names = "--data", description = "The folder of the running system (default: .local).")
  private @Nullable Path data;

  @Option(
      names = "--port-base",
      defaultValue = "" + Ports.STANDARD_BASE,
      description = "As given to bin/local (default: ${DEFAULT-VALUE}).")
  private int portBase;

  @Option(names = "--parallelism", description = "Of the new job (default: the cluster's).")
  private int parallelism;

  @Option(names = "--from", description = "Another savepoint or retained checkpoint.")
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
    FlinkCluster flink =
        new FlinkCluster(distribution, project, folder.resolve("flink"), new Ports(portBase));
    try {
      Optional<Path> savepoint = Optional.empty();
      for (String job : flink.api().unfinishedJobs()) {
        OUT.println("Stopping job " + job + " with a savepoint ...");
        savepoint = Optional.of(flink.api().stopWithSavepoint(job));
        OUT.println("Savepoint: " + savepoint.get());
      }
      Optional<Path> start = from == null ? savepoint : Optional.of(from.toAbsolutePath());
      String job =
          flink.submit(
              project.resolve("target/context-graph.jar"),
              Deployment.from(withoutState ? Optional.empty() : start).withParallelism(parallelism),
              List.of("--config", folder.resolve("job.properties").toString()));
      flink.api().awaitRunning(job);
      OUT.println("Running: " + flink.rest() + "/#/job/running/" + job);
      return 0;
    } catch (LocalException | IOException e) {
      OUT.println("Could not redeploy: " + e.getMessage());
      return 3;
    }
  }
}
