package io.contextgraph.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/benchmark}. */
@Command(
    name = "bin/benchmark",
    mixinStandardHelpOptions = true,
    description = "Measures how fast the job drains a backlog from Redis into the ledger.")
public final class Benchmark implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(names = "--data", description = "A new folder for all data (default: target/benchmark).")
  private @Nullable Path data;

  @Option(names = "--events", defaultValue = "500000", description = "How many events to drain.")
  private int events;

  @Option(names = "--port-base", defaultValue = "22080", description = "First of the ports.")
  private int portBase;

  /** Exit codes: 0 measured, 1 an event is missing, 2 wrong usage, 3 a server did not come up. */
  public static void main(String[] arguments) {
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(new CommandLine(new Benchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = data == null ? project.resolve("target/benchmark-" + System.nanoTime()) : data;
    LocalSystem system =
        new LocalSystem(
            project, folder.toAbsolutePath().normalize(), new Ports(portBase), OUT::println);
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
    try {
      system.startServers();
      return new DrainBenchmark(system, events, OUT).run() ? 0 : 1;
    } catch (LocalException e) {
      OUT.println(e.getMessage());
      return 3;
    }
  }
}
