package io.contextgraph.local;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/redeploy}. */
@Command(
    name = "bin/redeploy",
    mixinStandardHelpOptions = true,
    description = {
      "Replaces the job that bin/local runs: checks the new one, stops the old one with a savepoint"
          + " and submits the jar again from that savepoint.",
      "Options and parallelism of the last job are kept unless they are changed.",
      "If no job runs, it starts from the newest savepoint or checkpoint of the data folder. If the"
          + " new job does not run, the old one is resumed.",
      "Exit codes: 0 the new job runs, 1 it does not and the old one runs again, 2 wrong usage and"
          + " nothing was stopped, 3 Flink could not be asked, the old job could not be stopped, or"
          + " no job runs."
    },
    exitCodeOnExecutionException = Redeployment.DOWN)
public final class Redeploy implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;
  private static final int MAX_SECONDS = 3_600;
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /** A strong reference: an unreferenced logger is garbage-collected and loses its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of the running system (default: .local).")
  private @Nullable String data;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "The value given to bin/local; only compared with that of the data folder.")
  private @Nullable String portBase;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallelism of the new job (default: that of the last job).")
  private @Nullable String parallelism;

  @ArgGroup private State state = new State();

  /** At most one of these. */
  static final class State {
    @Option(
        names = "--from",
        paramLabel = "PATH",
        description = "The savepoint or retained checkpoint to start from.")
    private @Nullable String from;

    @Option(
        names = "--from-checkpoint",
        description =
            "Start from the newest checkpoint or savepoint of the data folder; a running job is"
                + " cancelled without a savepoint.")
    private boolean newest;

    @Option(
        names = {"--fresh", "--without-state"},
        description = "Start without state, from the position of the consumer group.")
    private boolean without;

    StartFrom chosen() {
      if (from != null) {
        return new StartFrom.Named(Snapshot.named(from));
      }
      if (newest) {
        return new StartFrom.Newest();
      }
      return without ? new StartFrom.Nothing() : new StartFrom.Replaced();
    }
  }

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "An option of the job, in addition to those of the last job; may be repeated. The parallelism is no such option: --parallelism sets it.")
  private List<String> set = List.of();

  @Option(
      names = "--unset",
      paramLabel = "KEY",
      description = "An option of the last job that the new one does not get; may be repeated.")
  private List<String> unset = List.of();

  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "The job to replace, if several are running.")
  private @Nullable String job;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long the savepoint may take, and then the new job until it runs, in seconds"
              + " (default: ${DEFAULT-VALUE}).")
  private String timeout = "120";

  /** Exit codes: as in its help. */
  public static void main(String[] arguments) {
    // The drivers of the servers report failures by exceptions, too.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    ROOT_LOGGER.setLevel(Level.OFF);
    System.exit(LocalCommand.of(new Redeploy()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return redeploy();
    } catch (UsageException e) {
      ERR.println("bin/redeploy: " + FailureText.of(e));
      ERR.println("bin/redeploy: nothing was stopped");
      return CommandLine.ExitCode.USAGE;
    } catch (LocalException | IOException e) {
      ERR.println("bin/redeploy: " + FailureText.of(e));
      return Redeployment.DOWN;
    }
  }

  private int redeploy() throws IOException, InterruptedException {
    Path folder = LocalCommand.dataFolder(data, project.resolve(ShellCommands.DEFAULT_FOLDER));
    RedeployRequest request = request();
    Ports ports = ports(folder);
    try (FolderLock lock = FolderLock.ofRedeployment(folder)) {
      UsageException.require(
          lock.acquireWithin(A_MOMENT),
          "another bin/redeploy, or bin/local, is submitting a job in "
              + folder
              + "; try again once it runs");
      Redeployment redeployment = redeployment(folder, ports);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> reportInterruption(redeployment), "interruption"));
      return redeployment.run(request);
    }
  }

  private Redeployment redeployment(Path folder, Ports ports) {
    FlinkHome home =
        new FlinkHome(new Distribution(project, OUT::println), project, folder.resolve("flink"));
    return new Redeployment(
        new FlinkCluster(home, ports),
        folder,
        OUT::println,
        line -> ERR.println("bin/redeploy: " + line),
        ShellCommands.of(project, folder).redeploy(),
        System::nanoTime);
  }

  /** Also ends Flink's client, which would otherwise submit the job afterwards. */
  private static void reportInterruption(Redeployment redeployment) {
    String pending = redeployment.interrupt();
    if (!pending.isEmpty()) {
      ERR.println("bin/redeploy: " + pending);
    }
    ProcessHandle.current().children().forEach(ProcessHandle::destroy);
  }

  private RedeployRequest request() {
    return new RedeployRequest(
        project.resolve("target/context-graph.jar"),
        JobOptions.of(parallelism, set, unset),
        state.chosen(),
        Optional.ofNullable(job),
        Duration.ofSeconds(WholeNumber.within("--timeout", timeout, 1, MAX_SECONDS)));
  }

  /** The ports of the running system, of which its connections.env names one. */
  private Ports ports(Path folder) throws IOException {
    ConnectionsFile connections = new ConnectionsFile(folder.resolve("connections.env"));
    UsageException.require(
        Files.isReadable(connections.path()),
        "bin/local does not run with the data folder "
            + folder
            + ": it contains no connections.env; --data names the folder given to bin/local");
    String rest = connections.read().getOrDefault("FLINK_REST", "");
    UsageException.require(
        rest.matches("http://127\\.0\\.0\\.1:\\d{1,5}"),
        connections.path() + " does not name Flink's address");
    Ports ports = Ports.ofFlinkRest(URI.create(rest).getPort());
    UsageException.require(
        portBase == null || Ports.parse(portBase).equals(ports),
        "--port-base %s is not that of %s, which is %d".formatted(portBase, folder, ports.base()));
    return ports;
  }
}
