package io.contextgraph.benchmark;

import io.contextgraph.local.InUseException;
import io.contextgraph.local.LocalException;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Ports;
import io.contextgraph.local.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/benchmark}. */
@Command(
    name = "bin/benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a benchmark with all servers on this machine: ledger (how fast the job drains a",
      "backlog from Redis into the ledger), streams (the same with one stream alone and among 2000",
      "idle ones), rewind (how fast entries are read again after a restart of Redis), graph (how fast",
      "the ledger is projected), latency (from an event's commit in the ledger until it is in the",
      "graph), keys (how fast events are recorded that all have the same trace or session) or reads",
      "(how long reads of the ledger take when it has partitions for ten years)."
    })
public final class Benchmark implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final int GRAPH_MEMORY = 4_096;
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(names = "--data", description = "A new folder for all data (default: target/benchmark).")
  private @Nullable Path data;

  @Parameters(
      arity = "0..1",
      defaultValue = "LEDGER",
      description = "ledger, streams, rewind, graph, latency, keys or reads (default: ledger).")
  private Subject subject = Subject.LEDGER;

  @Option(
      names = "--events",
      description =
          "Number of events (default: 500000; streams: 300000 twice; graph: 200000;"
              + " latency: 120000, at 1000 per second; keys: 2000000 of one trace, half as many of one"
              + " session; reads: 5000000).")
  private int events;

  @Option(
      names = "--grown",
      defaultValue = "2000000",
      description = "graph: number of events in the graph when it is measured again.")
  private int grown;

  /** The part to measure. */
  enum Subject {
    LEDGER,
    STREAMS,
    REWIND,
    GRAPH,
    LATENCY,
    KEYS,
    READS
  }

  @Option(
      names = "--streams",
      defaultValue = "2000",
      description = "streams: number of streams (default: ${DEFAULT-VALUE}).")
  private int streams;

  @Option(names = "--port-base", defaultValue = "22080", description = "The first port.")
  private int portBase;

  /** Exit codes: 0 measured, 1 an event is missing, 2 wrong usage, 3 a server did not come up. */
  public static void main(String[] arguments) {
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(
        new CommandLine(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = data == null ? newFolder(project.resolve("target")) : data;
    int graphMemory = subject == Subject.GRAPH ? GRAPH_MEMORY : Settings.NONE.graphMemory();
    LocalSystem system =
        new LocalSystem(
            project,
            folder.toAbsolutePath().normalize(),
            new Ports(portBase),
            OUT::println,
            new Settings(Map.of(), List.of(), graphMemory));
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
    try {
      system.startServers();
      return measure(system, Clock.systemUTC(), System::nanoTime) ? 0 : 1;
    } catch (InUseException e) {
      OUT.println("bin/benchmark: " + e.getMessage());
      return 2;
    } catch (LocalException e) {
      OUT.println("bin/benchmark: " + e.getMessage());
      return 3;
    }
  }

  private static Path newFolder(Path target) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(target), "benchmark-");
  }

  private boolean measure(LocalSystem system, Clock clock, LongSupplier nanoClock)
      throws Exception {
    Backlog backlog = new Backlog(system, OUT, clock, nanoClock);
    return switch (subject) {
      case LEDGER -> new DrainBenchmark(system, backlog, events(500_000), OUT, nanoClock).run();
      case STREAMS -> new StreamsBenchmark(system, backlog, events(300_000), streams, OUT).run();
      case REWIND -> new RewindBenchmark(system, backlog, events(500_000), OUT, nanoClock).run();
      case GRAPH -> new GraphBenchmark(system, events(200_000), grown, OUT, clock, nanoClock).run();
      case LATENCY -> new LatencyBenchmark(system, events(120_000), OUT, clock, nanoClock).run();
      case KEYS -> new KeysBenchmark(system, events(2_000_000), OUT, clock, nanoClock).run();
      case READS -> new ReadsBenchmark(system, events(5_000_000), OUT, nanoClock).run();
    };
  }

  private int events(int defaultCount) {
    return events > 0 ? events : defaultCount;
  }
}
