package io.contextgraph.local;

import io.contextgraph.producer.EventProducer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/local}. */
@Command(
    name = "bin/local",
    mixinStandardHelpOptions = true,
    description = "Runs the whole system on this machine: Redis, Postgres, Neo4j, Flink, the job.")
public final class Main implements Callable<Integer> {
  private static final PrintStream OUT = System.out;

  /** Kept, since a level set on a logger that nobody holds is forgotten. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(names = "--data", description = "Folder for all data (default: .local).")
  private @Nullable Path data;

  @Option(
      names = "--publish",
      description = "JSON Lines file to publish instead of the bundled agent sessions.")
  private List<Path> files = List.of();

  @Option(names = "--once", description = "Publish, check, stop; exit 0 only if all arrived.")
  private boolean once;

  @Option(
      names = "--port-base",
      defaultValue = "" + Ports.STANDARD_BASE,
      description = "First of " + Ports.COUNT + " ports (default: ${DEFAULT-VALUE}).")
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
    for (Path file : sources()) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        OUT.println("bin/local: the file " + file + " cannot be read");
        return 2;
      }
    }
    Path folder = (data == null ? project.resolve(".local") : data).toAbsolutePath().normalize();
    CountDownLatch stopped = new CountDownLatch(1);
    LocalSystem system =
        new LocalSystem(project, folder, new Ports(portBase), line -> OUT.println(line));
    Thread atExit =
        new Thread(
            () -> {
              system.close();
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      system.start();
      Supervisor supervisor = Supervisor.start(system);
      boolean arrived = publishAndCheck(system, supervisor);
      if (once) {
        system.close();
        return arrived ? 0 : 1;
      }
      OUT.println("Ctrl-C stops everything.");
      while (!stopped.await(300, TimeUnit.MILLISECONDS)) {
        supervisor.check();
      }
      return 0;
    } catch (InUseException e) {
      OUT.println("bin/local: " + e.getMessage());
      return 2;
    } catch (IOException | SQLException | RuntimeException e) {
      // Whatever it is, everything that was started must be stopped again.
      OUT.println("bin/local: " + (e.getMessage() == null ? e : e.getMessage()));
      system.close();
      return 3;
    }
  }

  private List<Path> sources() {
    return files.isEmpty() ? List.of(project.resolve("src/local/agent-sessions.jsonl")) : files;
  }

  private boolean publishAndCheck(LocalSystem system, Supervisor supervisor)
      throws IOException, SQLException, InterruptedException {
    Published published = new Published(OUT);
    try (EventProducer producer =
        new EventProducer(system.redisAddress(), List.of(Published.STREAM))) {
      for (Path file : sources()) {
        published.publish(file, producer);
      }
    }
    new Arrival(system, supervisor, OUT).await(published);
    try (Connection ledger =
            system.postgres().connections("ledger_operator", PostgresServer.DATABASE).open();
        Driver graph = system.neo4j().connections().open()) {
      boolean arrived = published.arrived(ledger, graph);
      new Summary(system, ledger, graph).print(OUT);
      return arrived;
    }
  }
}
