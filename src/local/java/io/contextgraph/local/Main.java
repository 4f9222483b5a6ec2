package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/local}. */
@Command(
    name = "bin/local",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole system on this machine: Redis, Postgres, Neo4j, Flink and the job.",
      "The job continues as it last ran: from its newest savepoint or checkpoint, with the options"
          + " and the parallelism of the last bin/redeploy.",
      "The first start of a data folder also publishes the demo: 459 events of real sessions of a"
          + " software-engineering agent."
    })
public final class Main implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  /** A strong reference: an unreferenced logger is garbage-collected and loses its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for all data (default: .local).")
  private @Nullable String data;

  @Option(
      names = "--publish",
      paramLabel = "FILE",
      description =
          "JSON Lines file to publish, instead of the demo unless --demo is given; may be repeated.")
  private List<Path> files = List.of();

  @Option(
      names = "--demo",
      negatable = true,
      description =
          "Publish the demo at every start, or not even at the first (default: at the first, and"
              + " with --once).")
  private @Nullable Boolean demo;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallelism of the job (default: that of the last job).")
  private @Nullable String parallelism;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the job, in addition to those of the last job; may be repeated.")
  private List<String> set = List.of();

  @Option(
      names = "--unset",
      paramLabel = "KEY",
      description = "An option of the last job that this one does not get; may be repeated.")
  private List<String> unset = List.of();

  @Option(
      names = "--once",
      description = "Publish, check and stop; exit code 0 only if all events arrived.")
  private boolean once;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      defaultValue = "" + Ports.DEFAULT_BASE,
      description = "The first of " + Ports.COUNT + " ports (default: ${DEFAULT-VALUE}).")
  private String portBase = "" + Ports.DEFAULT_BASE;

  /**
   * Exit codes: 0 done, 1 the check failed, 2 wrong usage (or a folder or port is in use), 3 a
   * server did not come up.
   */
  public static void main(String[] arguments) {
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(LocalCommand.of(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Publications publications =
          new Publications(files, project.resolve("src/local/agent-sessions.jsonl"), demo);
      JobOptions options = JobOptions.of(parallelism, set, unset);
      Path folder = LocalCommand.dataFolder(data, project.resolve(ShellCommands.DEFAULT_FOLDER));
      TimedLines progress = new TimedLines(OUT, InstantSource.system());
      LocalSystem system = new LocalSystem(project, folder, Ports.parse(portBase), progress);
      LocalRun run = new LocalRun(system, progress, OUT, System::nanoTime);
      Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
      return exitCode(run, options, publications);
    } catch (UsageException e) {
      ERR.println("bin/local: " + FailureText.of(e));
      return 2;
    }
  }

  private int exitCode(LocalRun run, JobOptions options, Publications publications)
      throws InterruptedException {
    try {
      return run.run(options, publications, once) || !once ? 0 : 1;
    } catch (InUseException | UsageException e) {
      ERR.println("bin/local: " + FailureText.of(e));
      return 2;
    } catch (IOException | SQLException | RuntimeException e) {
      // Whatever went wrong, everything that was started must be stopped.
      if (!run.isStopping()) {
        ERR.println("bin/local: " + FailureText.of(e));
      }
      run.stop();
      return 3;
    }
  }
}
