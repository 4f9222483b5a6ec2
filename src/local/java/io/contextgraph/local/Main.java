package io.contextgraph.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/local}. */
@Command(
    name = "bin/local",
    mixinStandardHelpOptions = true,
    description =
        "Runs the whole system on this machine: Redis, Postgres, Neo4j, Flink and the job.")
public final class Main implements Callable<Integer> {
  private static final PrintStream OUT = System.out;

  /** A strong reference: an unreferenced logger is garbage-collected and loses its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(names = "--data", description = "Folder for all data (default: .local).")
  private @Nullable Path data;

  @Option(
      names = "--publish",
      description = "JSON Lines file to publish instead of the bundled agent sessions.")
  private List<Path> files = List.of();

  @Option(
      names = "--once",
      description = "Publish, check and stop; exit code 0 only if all events arrived.")
  private boolean once;

  @Option(
      names = "--port-base",
      defaultValue = "" + Ports.DEFAULT_BASE,
      description = "The first of " + Ports.COUNT + " ports (default: ${DEFAULT-VALUE}).")
  private int portBase;

  /**
   * Exit codes: 0 done, 1 the check failed, 2 wrong usage (or a folder or port is in use), 3 a
   * server did not come up.
   */
  public static void main(String[] arguments) {
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    for (Path file : files()) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        OUT.println("bin/local: the file " + file + " cannot be read");
        return 2;
      }
    }
    Path folder = (data == null ? project.resolve(".local") : data).toAbsolutePath().normalize();
    LocalSystem system = new LocalSystem(project, folder, new Ports(portBase), OUT::println);
    LocalRun run = new LocalRun(system, OUT, System::nanoTime);
    Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
    return exitCode(run);
  }

  private int exitCode(LocalRun run) throws InterruptedException {
    try {
      return run.run(files(), once) || !once ? 0 : 1;
    } catch (InUseException e) {
      OUT.println("bin/local: " + e.getMessage());
      return 2;
    } catch (IOException | SQLException | RuntimeException e) {
      // Whatever went wrong, everything that was started must be stopped.
      OUT.println("bin/local: " + (e.getMessage() == null ? e : e.getMessage()));
      run.stop();
      return 3;
    }
  }

  private List<Path> files() {
    return files.isEmpty() ? List.of(project.resolve("src/local/agent-sessions.jsonl")) : files;
  }
}
